-- name: save_draft
-- Saves the draft's file in place of the one before.
insert into policy_draft (service, source) values (%(service)s, %(source)s)
on conflict (service) do update set source = excluded.source, saved_at = transaction_timestamp();

-- name: drop_draft_texts
-- Takes the draft's texts away, to save them anew.
delete from policy_draft_text where service = %(service)s;

-- name: save_draft_text
-- Saves the draft's text in one language.
insert into policy_draft_text (service, language, text) values (%(service)s, %(language)s, %(text)s);

-- name: draft
-- Reads the draft with its texts.
select d.source, d.saved_at,
    coalesce((select jsonb_object_agg(t.language, t.text) from policy_draft_text t
              where t.service = d.service), jsonb_build_object()) as texts
from policy_draft d where d.service = %(service)s;

-- name: drop_draft
-- Takes the draft away after it was published.
delete from policy_draft where service = %(service)s;

-- name: lock_versions
-- Lets one publication of this service at a time go on.
insert into turn (service, name) values (%(service)s, 'publish')
on conflict (service, name) do update set name = excluded.name;

-- name: publish
-- Adds the next version.
insert into policy_version (service, number, source, languages, effective_at, material, reason)
select %(service)s, 1 + coalesce(max(number), 0), %(source)s, %(languages)s,
    coalesce(%(effective_at)s::timestamptz, transaction_timestamp()), %(material)s, %(reason)s
from policy_version where service = %(service)s
returning number, published_at, effective_at;

-- name: publish_text
-- Adds a version's text in one language.
insert into policy_text (service, version, language, text)
values (%(service)s, %(version)s, %(language)s, %(text)s);

-- name: publish_passage
-- Adds a passage of a version's text.
insert into passage (service, version, language, position, starts, ends, role, text, kinds, promises)
values (%(service)s, %(version)s, %(language)s, %(position)s, %(starts)s, %(ends)s, %(role)s,
    %(text)s, %(kinds)s, %(promises)s);

-- name: versions
-- Lists all versions, the latest first.
select number, languages, published_at, effective_at, material, reason
from policy_version where service = %(service)s order by number desc;

-- name: version
-- Reads one version whole.
select v.number, v.source, v.languages, v.published_at, v.effective_at, v.material, v.reason,
    coalesce((select jsonb_object_agg(t.language, t.text) from policy_text t
              where t.service = v.service and t.version = v.number), jsonb_build_object()) as texts
from policy_version v where v.service = %(service)s and v.number = %(number)s;

-- name: in_force
-- Finds the version in force at an instant, without its text: the latest whose day has come.
select number, languages, published_at, effective_at, material, reason from policy_version
where service = %(service)s and effective_at <= %(at)s order by number desc limit 1;

-- name: passages
-- Reads the passages of a version in one language, in the order of the text.
select position, starts, ends, role, text, kinds, promises from passage
where service = %(service)s and version = %(number)s and language = %(language)s
order by position;
