-- name: accept
-- Records how a person met a version of the policy.
insert into acceptance (service, person_key, version, id, how, language)
values (%(service)s, %(person_key)s, %(version)s, %(id)s, %(how)s, %(language)s);

-- name: acceptances
-- Reads how a person met the versions, the latest first.
select version, how, language, at from acceptance
where service = %(service)s and person_key = %(person_key)s order by at desc, id desc;

-- name: acts
-- Reads the acts about a person, the latest first, with the sealed bodies.
select p.entry, b.sealed, e.act, e.outcome, e.at, e.policy_version, e.promises
from entry_person p
join entry_body b on b.service = p.service and b.entry = p.entry
cross join lateral (
    select min(l.act) as act, min(l.outcome) as outcome, min(l.at) as at,
        min(l.policy_version) as policy_version,
        array_agg(l.promise order by l.promise) filter (where l.promise <> '') as promises
    from entry_promise l where l.service = p.service and l.entry = p.entry
) e
where p.service = %(service)s and p.person_key = %(person_key)s
order by p.entry desc limit %(limit)s;
