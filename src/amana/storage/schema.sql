CREATE SCHEMA amana;

ALTER SCHEMA amana OWNER TO amana_owner;

CREATE FUNCTION amana.about_persons(OUT name text) RETURNS SETOF text
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    select c.relname::text from pg_class c
    where c.relnamespace = 'amana'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('person', 'erasure')
        and (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
             and a.attname in ('service', 'person_key')) = 2
    order by c.relname
$$;

ALTER FUNCTION amana.about_persons(OUT name text) OWNER TO amana_owner;

CREATE FUNCTION amana.empty_service(OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
    held text;
    gone bigint;
begin
    if not exists (select from amana.service s
                   where s.slug = amana.session_service() and s.state = 'closing') then
        raise exception 'only a service that is being closed is emptied' using errcode = 'P0001';
    end if;
    delete from amana.entry_body b where b.service = amana.session_service();
    get diagnostics bodies = row_count;
    delete from amana.entry_set s where s.service = amana.session_service();
    get diagnostics rest = row_count;
    for held in select name from amana.about_persons() loop
        execute format('delete from amana.%I where service = $1', held)
            using amana.session_service();
        get diagnostics gone = row_count;
        case held
            when 'entry_person' then links := gone;
            when 'acceptance' then acceptances := gone;
            when 'record' then records := gone;
            else rest := rest + gone;
        end case;
    end loop;
end $_$;

ALTER FUNCTION amana.empty_service(OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) OWNER TO amana_owner;

CREATE FUNCTION amana.end_ties() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
    delete from amana.person_tie t where t.service = new.service
        and (t.person_key = new.person_key or t.other_key = new.person_key);
    return null;
end $$;

ALTER FUNCTION amana.end_ties() OWNER TO amana_owner;

CREATE FUNCTION amana.forget(erased bytea, OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
    held text;
    gone bigint;
begin
    if not exists (select from amana.person p where p.service = amana.session_service()
                   and p.person_key = erased and p.erased_at is not null) then
        raise exception 'only who was erased is forgotten' using errcode = 'P0001';
    end if;
    delete from amana.entry_body b using amana.entry_person l
        where l.service = amana.session_service() and l.person_key = erased and not l.shared
            and b.service = l.service and b.entry = l.entry;
    get diagnostics bodies = row_count;
    rest := 0;
    for held in select name from amana.about_persons() loop
        execute format('delete from amana.%I where service = $1 and person_key = $2', held)
            using amana.session_service(), erased;
        get diagnostics gone = row_count;
        case held
            when 'entry_person' then links := gone;
            when 'acceptance' then acceptances := gone;
            when 'record' then records := gone;
            else rest := rest + gone;
        end case;
    end loop;
end $_$;

ALTER FUNCTION amana.forget(erased bytea, OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) OWNER TO amana_owner;

CREATE FUNCTION amana.hanging_on(person bytea) RETURNS bigint
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
    held text;
    found bigint;
    total bigint := 0;
begin
    for held in select name from amana.about_persons() loop
        execute format('select count(*) from amana.%I where service = $1 and person_key = $2', held)
            into found using amana.own_service(), person;
        total := total + found;
    end loop;
    return total;
end $_$;

ALTER FUNCTION amana.hanging_on(person bytea) OWNER TO amana_owner;

CREATE FUNCTION amana.own_service() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN starts_with((CURRENT_USER)::text, 'amana_s_'::text) THEN replace(substr((CURRENT_USER)::text, 9), '_'::text, '-'::text) ELSE NULL::text END;

ALTER FUNCTION amana.own_service() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'what was published does not change' using errcode = 'P0001';
end $$;

ALTER FUNCTION amana.refuse_change() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_gap() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if new.number <> 1 + coalesce((select max(v.number) from amana.policy_version v
                                   where v.service = new.service), 0)
       or new.xact <> pg_current_xact_id() or new.published_at <> transaction_timestamp() then
        raise exception 'versions follow one another' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_gap() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_late_part() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if not exists (select from amana.policy_version v where v.service = new.service
                   and v.number = new.version and v.xact = pg_current_xact_id()) then
        raise exception 'what was published does not change' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_late_part() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_reopening() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op = 'DELETE' or old.closed_at is not null then
        raise exception 'what was erased stays on record' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_reopening() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_return() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if tg_op = 'DELETE' or old.erased_at is not null then
        raise exception 'who was erased stays erased' using errcode = 'P0001';
    end if;
    if old.number is distinct from new.number and old.number is not null then
        raise exception 'a number stays with its person' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_return() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_return_of_closed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if old.state = 'closed' or (old.state = 'closing' and new.state not in ('closing', 'closed')) then
        raise exception 'a service that was closed stays closed' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_return_of_closed() OWNER TO amana_owner;

CREATE FUNCTION amana.refuse_second_decision() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if old.taken_back_at is not null
        or (old.decided_at is not null and (new.decided_by, new.decided_at, new.approved)
            is distinct from (old.decided_by, old.decided_at, old.approved)) then
        raise exception 'what was decided stays decided' using errcode = 'P0001';
    end if;
    return new;
end $$;

ALTER FUNCTION amana.refuse_second_decision() OWNER TO amana_owner;

CREATE FUNCTION amana.session_service() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN starts_with((SESSION_USER)::text, 'amana_s_'::text) THEN replace(substr((SESSION_USER)::text, 9), '_'::text, '-'::text) ELSE NULL::text END;

ALTER FUNCTION amana.session_service() OWNER TO amana_owner;

CREATE TABLE amana.acceptance (
    service text NOT NULL,
    person_key bytea NOT NULL,
    version integer NOT NULL,
    id uuid NOT NULL,
    how text NOT NULL,
    language text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT acceptance_how_check CHECK ((how = ANY (ARRAY['explicit'::text, 'continued_use'::text, 'declined'::text]))),
    CONSTRAINT acceptance_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT acceptance_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.acceptance FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.acceptance OWNER TO amana_owner;

CREATE TABLE amana.access (
    service text NOT NULL,
    id uuid NOT NULL,
    reader uuid,
    reader_role text,
    person_key bytea,
    data text[] NOT NULL,
    purpose text NOT NULL,
    whole boolean NOT NULL,
    policy_version integer NOT NULL,
    approval boolean NOT NULL,
    asked_by uuid NOT NULL,
    asked_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    asked_entry uuid NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    approved boolean DEFAULT false NOT NULL,
    taken_back_by uuid,
    taken_back_at timestamp with time zone,
    CONSTRAINT access_check CHECK ((num_nonnulls(reader, reader_role) = 1)),
    CONSTRAINT access_check1 CHECK ((approval OR (num_nulls(person_key, reader) = 0))),
    CONSTRAINT access_check2 CHECK (((ends_at > asked_at) AND (ends_at <= (asked_at + '720:00:00'::interval)))),
    CONSTRAINT access_check3 CHECK (((num_nonnulls(decided_by, decided_at) <> 1) AND ((decided_at IS NOT NULL) OR (NOT approved)))),
    CONSTRAINT access_check4 CHECK (((decided_by <> asked_by) AND ((reader IS NULL) OR (decided_by <> reader)))),
    CONSTRAINT access_data_check CHECK (((cardinality(data) >= 1) AND (cardinality(data) <= 200))),
    CONSTRAINT access_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT access_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 64))),
    CONSTRAINT access_reader_role_check CHECK ((reader_role = ANY (ARRAY['owner'::text, 'privacy_officer'::text, 'support'::text, 'auditor'::text, 'integrator'::text])))
);

ALTER TABLE ONLY amana.access FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.access OWNER TO amana_owner;

CREATE TABLE amana.alarm (
    id uuid NOT NULL,
    service text NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    why text NOT NULL,
    fields jsonb NOT NULL,
    raised_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    over_at timestamp with time zone
);

ALTER TABLE ONLY amana.alarm FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.alarm OWNER TO amana_owner;

CREATE TABLE amana.alarm_notice (
    id uuid NOT NULL,
    alarm uuid NOT NULL,
    event text NOT NULL,
    channel text NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    next_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    ended_at timestamp with time zone,
    fault text,
    CONSTRAINT alarm_notice_channel_check CHECK ((channel = ANY (ARRAY['mail'::text, 'webhook'::text]))),
    CONSTRAINT alarm_notice_event_check CHECK ((event = ANY (ARRAY['raised'::text, 'still'::text, 'over'::text])))
);

ALTER TABLE ONLY amana.alarm_notice FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.alarm_notice OWNER TO amana_owner;

CREATE TABLE amana.api_key (
    hash bytea NOT NULL,
    id uuid NOT NULL,
    service text NOT NULL,
    label text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    revoked_at timestamp with time zone,
    abilities text[],
    purposes text[],
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone,
    CONSTRAINT api_key_abilities_check CHECK (((cardinality(abilities) >= 1) AND (cardinality(abilities) <= 30))),
    CONSTRAINT api_key_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT api_key_purposes_check CHECK (((cardinality(purposes) >= 1) AND (cardinality(purposes) <= 100)))
);

ALTER TABLE ONLY amana.api_key FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.api_key OWNER TO amana_owner;

CREATE TABLE amana.attestation (
    service text NOT NULL,
    id uuid NOT NULL,
    promise text NOT NULL,
    statement text NOT NULL,
    attested_by text NOT NULL,
    document_name text NOT NULL,
    document_hash bytea NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT attestation_check CHECK ((expires_at > at)),
    CONSTRAINT attestation_document_hash_check CHECK ((length(document_hash) = 32))
);

ALTER TABLE ONLY amana.attestation FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.attestation OWNER TO amana_owner;

CREATE TABLE amana.choice (
    service text NOT NULL,
    person_key bytea NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    policy_version integer NOT NULL,
    promise text,
    wording bytea,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT choice_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT choice_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63))),
    CONSTRAINT choice_state_check CHECK ((state = ANY (ARRAY['consented'::text, 'withdrawn'::text, 'objected'::text, 'opted_out'::text, 'opted_in'::text])))
);

ALTER TABLE ONLY amana.choice FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice OWNER TO amana_owner;

CREATE TABLE amana.choice_bits (
    service text NOT NULL,
    purpose text NOT NULL,
    answer text NOT NULL,
    chunk integer NOT NULL,
    bits bytea NOT NULL,
    version bigint DEFAULT 1 NOT NULL,
    CONSTRAINT choice_bits_answer_check CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text]))),
    CONSTRAINT choice_bits_chunk_check CHECK ((chunk >= 0))
);

ALTER TABLE ONLY amana.choice_bits FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_bits OWNER TO amana_owner;

CREATE TABLE amana.choice_change (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    purpose text NOT NULL,
    state text NOT NULL,
    CONSTRAINT choice_change_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.choice_change FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_change OWNER TO amana_owner;

CREATE TABLE amana.choice_said (
    service text NOT NULL,
    person_key bytea NOT NULL,
    purpose text NOT NULL,
    id uuid NOT NULL,
    state text NOT NULL,
    policy_version integer NOT NULL,
    promise text,
    wording bytea,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT choice_said_check CHECK (((state <> ALL (ARRAY['consented'::text, 'opted_in'::text])) OR ((promise IS NOT NULL) AND (wording IS NOT NULL)))),
    CONSTRAINT choice_said_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT choice_said_promise_check CHECK (((length(promise) >= 1) AND (length(promise) <= 63))),
    CONSTRAINT choice_said_purpose_check CHECK (((length(purpose) >= 1) AND (length(purpose) <= 63))),
    CONSTRAINT choice_said_state_check CHECK ((state = ANY (ARRAY['consented'::text, 'withdrawn'::text, 'objected'::text, 'opted_out'::text, 'opted_in'::text]))),
    CONSTRAINT choice_said_wording_check CHECK ((length(wording) = 32))
);

ALTER TABLE ONLY amana.choice_said FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_said OWNER TO amana_owner;

CREATE TABLE amana.entry (
    service text NOT NULL,
    id uuid NOT NULL,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    header bytea NOT NULL,
    commitment bytea NOT NULL,
    CONSTRAINT entry_commitment_check CHECK ((length(commitment) = 32)),
    CONSTRAINT entry_header_check CHECK (((length(header) >= 1) AND (length(header) <= 65503)))
);

ALTER TABLE ONLY amana.entry FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry OWNER TO amana_owner;

CREATE TABLE amana.entry_body (
    service text NOT NULL,
    entry uuid NOT NULL,
    sealed bytea NOT NULL
);

ALTER TABLE ONLY amana.entry_body FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_body OWNER TO amana_owner;

CREATE TABLE amana.entry_person (
    service text NOT NULL,
    person_key bytea NOT NULL,
    entry uuid NOT NULL,
    shared boolean DEFAULT false NOT NULL,
    CONSTRAINT entry_person_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.entry_person FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_person OWNER TO amana_owner;

CREATE TABLE amana.entry_promise (
    service text NOT NULL,
    promise text NOT NULL,
    act text NOT NULL,
    outcome text NOT NULL,
    entry uuid NOT NULL,
    policy_version integer,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT entry_promise_outcome_check CHECK ((outcome = ANY (ARRAY['intended'::text, 'done'::text, 'failed'::text, 'refused'::text])))
);

ALTER TABLE ONLY amana.entry_promise FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_promise OWNER TO amana_owner;

CREATE TABLE amana.entry_set (
    service text NOT NULL,
    entry uuid NOT NULL,
    persons integer[] NOT NULL,
    records integer
);

ALTER TABLE ONLY amana.entry_set FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_set OWNER TO amana_owner;

CREATE TABLE amana.erasure (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    begun_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    epoch integer,
    intended uuid,
    done uuid,
    closed_at timestamp with time zone,
    bodies bigint,
    links bigint,
    acceptances bigint,
    records bigint,
    rest bigint,
    together uuid,
    CONSTRAINT erasure_acceptances_check CHECK ((acceptances >= 0)),
    CONSTRAINT erasure_bodies_check CHECK ((bodies >= 0)),
    CONSTRAINT erasure_links_check CHECK ((links >= 0)),
    CONSTRAINT erasure_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT erasure_records_check CHECK ((records >= 0)),
    CONSTRAINT erasure_rest_check CHECK ((rest >= 0))
);

ALTER TABLE ONLY amana.erasure FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.erasure OWNER TO amana_owner;

CREATE TABLE amana.event (
    service text NOT NULL,
    person_key bytea NOT NULL,
    event text NOT NULL,
    id uuid NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT event_event_check CHECK (((length(event) >= 1) AND (length(event) <= 63))),
    CONSTRAINT event_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.event FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.event OWNER TO amana_owner;

CREATE TABLE amana.file_import (
    service text NOT NULL,
    file bytea NOT NULL,
    place bigint DEFAULT 0 NOT NULL,
    line bigint DEFAULT 0 NOT NULL,
    stored bigint DEFAULT 0 NOT NULL,
    left_out bigint DEFAULT 0 NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT file_import_file_check CHECK ((length(file) = 32)),
    CONSTRAINT file_import_left_out_check CHECK ((left_out >= 0)),
    CONSTRAINT file_import_line_check CHECK ((line >= 0)),
    CONSTRAINT file_import_place_check CHECK ((place >= 0)),
    CONSTRAINT file_import_stored_check CHECK ((stored >= 0))
);

ALTER TABLE ONLY amana.file_import FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.file_import OWNER TO amana_owner;

CREATE TABLE amana.identifier (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    kind text NOT NULL,
    look bytea NOT NULL,
    sealed bytea NOT NULL,
    origin text NOT NULL,
    source text,
    since timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    verified_at timestamp with time zone,
    verified_by text,
    ended_at timestamp with time zone,
    replaced_by uuid,
    entry uuid NOT NULL,
    policy_version integer,
    occasion text,
    category text,
    CONSTRAINT identifier_category_check CHECK ((length(category) <= 63)),
    CONSTRAINT identifier_check CHECK (((verified_at IS NULL) = (verified_by IS NULL))),
    CONSTRAINT identifier_check1 CHECK (((replaced_by IS NULL) OR (ended_at IS NOT NULL))),
    CONSTRAINT identifier_kind_check CHECK ((kind = ANY (ARRAY['own'::text, 'email'::text, 'phone'::text, 'device'::text]))),
    CONSTRAINT identifier_look_check CHECK ((length(look) = 32)),
    CONSTRAINT identifier_occasion_check CHECK ((length(occasion) <= 63)),
    CONSTRAINT identifier_origin_check CHECK ((origin = ANY (ARRAY['person'::text, 'automatic'::text, 'third-party'::text]))),
    CONSTRAINT identifier_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT identifier_policy_version_check CHECK ((policy_version > 0)),
    CONSTRAINT identifier_sealed_check CHECK ((length(sealed) <= 2000)),
    CONSTRAINT identifier_source_check CHECK ((length(source) <= 63)),
    CONSTRAINT identifier_verified_by_check CHECK ((length(verified_by) <= 63))
);

ALTER TABLE ONLY amana.identifier FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.identifier OWNER TO amana_owner;

CREATE TABLE amana.installation (
    one boolean DEFAULT true NOT NULL,
    id uuid NOT NULL,
    key_check bytea NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT installation_key_check_check CHECK (((length(key_check) >= 40) AND (length(key_check) <= 1024))),
    CONSTRAINT installation_one_check CHECK (one)
);

ALTER TABLE ONLY amana.installation FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.installation OWNER TO amana_owner;

CREATE TABLE amana.invitation (
    service text NOT NULL,
    id uuid NOT NULL,
    hash bytea NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT invitation_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT invitation_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT invitation_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120))),
    CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'privacy_officer'::text, 'support'::text, 'auditor'::text, 'integrator'::text])))
);

ALTER TABLE ONLY amana.invitation FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.invitation OWNER TO amana_owner;

CREATE TABLE amana.job (
    service text NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    key text,
    arguments jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    made_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    due_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    started_at timestamp with time zone,
    worker uuid,
    fault text,
    CONSTRAINT job_arguments_check CHECK (((jsonb_typeof(arguments) = 'object'::text) AND (length((arguments)::text) <= 4096))),
    CONSTRAINT job_key_check CHECK ((length(key) <= 200)),
    CONSTRAINT job_name_check CHECK ((name ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'set_aside'::text])))
);

ALTER TABLE ONLY amana.job FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.job OWNER TO amana_owner;

CREATE TABLE amana.kept_answer (
    service text NOT NULL,
    id uuid NOT NULL,
    request bytea NOT NULL,
    sealed bytea,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT kept_answer_request_check CHECK ((length(request) = 32)),
    CONSTRAINT kept_answer_sealed_check CHECK ((length(sealed) <= 1048576))
);

ALTER TABLE ONLY amana.kept_answer FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.kept_answer OWNER TO amana_owner;

CREATE TABLE amana.known_value (
    service text NOT NULL,
    sealed bytea NOT NULL,
    CONSTRAINT known_value_sealed_check CHECK (((length(sealed) >= 1) AND (length(sealed) <= 1000)))
);

ALTER TABLE ONLY amana.known_value FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.known_value OWNER TO amana_owner;

CREATE TABLE amana.ledger (
    service text NOT NULL,
    origin text NOT NULL,
    size bigint NOT NULL,
    root bytea NOT NULL,
    next_xact xid8 NOT NULL,
    last_entry uuid NOT NULL,
    checkpoint bytea NOT NULL,
    CONSTRAINT ledger_root_check CHECK ((length(root) = 32)),
    CONSTRAINT ledger_size_check CHECK ((size >= 0))
);

ALTER TABLE ONLY amana.ledger FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger OWNER TO amana_owner;

CREATE TABLE amana.ledger_bundle (
    service text NOT NULL,
    index bigint NOT NULL,
    leaves bytea NOT NULL,
    entries uuid[] NOT NULL,
    first_entry uuid NOT NULL,
    last_entry uuid NOT NULL,
    CONSTRAINT ledger_bundle_entries_check CHECK (((cardinality(entries) >= 1) AND (cardinality(entries) <= 256))),
    CONSTRAINT ledger_bundle_index_check CHECK ((index >= 0))
);
ALTER TABLE ONLY amana.ledger_bundle ALTER COLUMN leaves SET STORAGE EXTERNAL;

ALTER TABLE ONLY amana.ledger_bundle FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_bundle OWNER TO amana_owner;

CREATE TABLE amana.ledger_restore (
    service text NOT NULL,
    restore uuid NOT NULL,
    held bigint NOT NULL,
    size bigint NOT NULL,
    lost bigint NOT NULL,
    waiting bigint NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT ledger_restore_check CHECK ((size >= held)),
    CONSTRAINT ledger_restore_held_check CHECK ((held >= 0)),
    CONSTRAINT ledger_restore_lost_check CHECK ((lost >= 0)),
    CONSTRAINT ledger_restore_waiting_check CHECK ((waiting >= 0))
);

ALTER TABLE ONLY amana.ledger_restore FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_restore OWNER TO amana_owner;

CREATE TABLE amana.ledger_succession (
    service text NOT NULL,
    number integer NOT NULL,
    note bytea NOT NULL,
    overlaps_until timestamp with time zone NOT NULL,
    CONSTRAINT ledger_succession_number_check CHECK ((number >= 1))
);

ALTER TABLE ONLY amana.ledger_succession FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_succession OWNER TO amana_owner;

CREATE TABLE amana.ledger_tile (
    service text NOT NULL,
    level smallint NOT NULL,
    index bigint NOT NULL,
    hashes bytea NOT NULL,
    CONSTRAINT ledger_tile_hashes_check CHECK ((((length(hashes) >= 32) AND (length(hashes) <= 8192)) AND ((length(hashes) % 32) = 0))),
    CONSTRAINT ledger_tile_index_check CHECK ((index >= 0)),
    CONSTRAINT ledger_tile_level_check CHECK (((level >= 0) AND (level <= 63)))
);
ALTER TABLE ONLY amana.ledger_tile ALTER COLUMN hashes SET STORAGE EXTERNAL;

ALTER TABLE ONLY amana.ledger_tile FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_tile OWNER TO amana_owner;

CREATE TABLE amana.member (
    id uuid NOT NULL,
    name text NOT NULL,
    email text,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT member_email_check CHECK (((length(email) >= 3) AND (length(email) <= 254))),
    CONSTRAINT member_name_check CHECK (((length(name) >= 1) AND (length(name) <= 120)))
);

ALTER TABLE ONLY amana.member FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member OWNER TO amana_owner;

CREATE TABLE amana.member_link (
    hash bytea NOT NULL,
    member uuid NOT NULL,
    service text,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT member_link_hash_check CHECK ((length(hash) = 32))
);

ALTER TABLE ONLY amana.member_link FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member_link OWNER TO amana_owner;

CREATE TABLE amana.member_role (
    service text NOT NULL,
    member uuid NOT NULL,
    role text NOT NULL,
    since timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT member_role_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'privacy_officer'::text, 'support'::text, 'auditor'::text, 'integrator'::text])))
);

ALTER TABLE ONLY amana.member_role FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member_role OWNER TO amana_owner;

CREATE TABLE amana.member_session (
    hash bytea NOT NULL,
    id uuid NOT NULL,
    member uuid NOT NULL,
    service text,
    way text NOT NULL,
    browser text NOT NULL,
    address text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT member_session_address_check CHECK ((length(address) <= 60)),
    CONSTRAINT member_session_browser_check CHECK ((length(browser) <= 40)),
    CONSTRAINT member_session_hash_check CHECK ((length(hash) = 32)),
    CONSTRAINT member_session_way_check CHECK ((way = ANY (ARRAY['link'::text, 'invitation'::text, 'openid'::text])))
);

ALTER TABLE ONLY amana.member_session FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member_session OWNER TO amana_owner;

CREATE TABLE amana.member_subject (
    issuer text NOT NULL,
    subject text NOT NULL,
    member uuid NOT NULL,
    linked_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT member_subject_issuer_check CHECK ((length(issuer) <= 300)),
    CONSTRAINT member_subject_subject_check CHECK ((length(subject) <= 255))
);

ALTER TABLE ONLY amana.member_subject FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.member_subject OWNER TO amana_owner;

CREATE TABLE amana.migration (
    number integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    ran_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    phase text DEFAULT 'before'::text NOT NULL,
    CONSTRAINT migration_phase_check CHECK ((phase = ANY (ARRAY['before'::text, 'after'::text])))
);

ALTER TABLE amana.migration OWNER TO amana_owner;

CREATE TABLE amana.passage (
    service text NOT NULL,
    version integer NOT NULL,
    language text NOT NULL,
    "position" integer NOT NULL,
    starts integer NOT NULL,
    ends integer NOT NULL,
    role text NOT NULL,
    text text NOT NULL,
    kinds text[] NOT NULL,
    promises text[] NOT NULL,
    CONSTRAINT passage_check CHECK ((ends >= starts)),
    CONSTRAINT passage_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT passage_position_check CHECK (("position" >= 0)),
    CONSTRAINT passage_starts_check CHECK ((starts >= 0))
);

ALTER TABLE ONLY amana.passage FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.passage OWNER TO amana_owner;

CREATE TABLE amana.person (
    service text NOT NULL,
    person_key bytea NOT NULL,
    met_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    erased_at timestamp with time zone,
    number bigint,
    joined_to bytea,
    CONSTRAINT person_check CHECK (((length(joined_to) = 32) AND (joined_to <> person_key))),
    CONSTRAINT person_number_check CHECK ((number >= 0)),
    CONSTRAINT person_person_key_check CHECK ((length(person_key) = 32))
);

ALTER TABLE ONLY amana.person FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person OWNER TO amana_owner;

CREATE TABLE amana.person_count (
    service text NOT NULL,
    numbered bigint NOT NULL,
    CONSTRAINT person_count_numbered_check CHECK ((numbered >= 0))
);

ALTER TABLE ONLY amana.person_count FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_count OWNER TO amana_owner;

CREATE TABLE amana.person_fact (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    fact text NOT NULL,
    sealed bytea NOT NULL,
    origin text NOT NULL,
    source text,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT person_fact_fact_check CHECK ((fact = ANY (ARRAY['jurisdiction'::text, 'age'::text, 'kind'::text]))),
    CONSTRAINT person_fact_origin_check CHECK ((origin = ANY (ARRAY['person'::text, 'automatic'::text, 'third-party'::text]))),
    CONSTRAINT person_fact_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT person_fact_sealed_check CHECK ((length(sealed) <= 2000)),
    CONSTRAINT person_fact_source_check CHECK ((length(source) <= 63))
);

ALTER TABLE ONLY amana.person_fact FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_fact OWNER TO amana_owner;

CREATE TABLE amana.person_tie (
    service text NOT NULL,
    id uuid NOT NULL,
    person_key bytea NOT NULL,
    other_key bytea NOT NULL,
    tie text NOT NULL,
    since timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    ended_at timestamp with time zone,
    entry uuid NOT NULL,
    ended_by uuid,
    CONSTRAINT person_tie_check CHECK (((length(other_key) = 32) AND (other_key <> person_key))),
    CONSTRAINT person_tie_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
    CONSTRAINT person_tie_check2 CHECK (((tie <> 'same'::text) OR (person_key < other_key))),
    CONSTRAINT person_tie_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT person_tie_tie_check CHECK ((tie = ANY (ARRAY['same'::text, 'visitor'::text, 'guardian'::text, 'staff'::text])))
);

ALTER TABLE ONLY amana.person_tie FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.person_tie OWNER TO amana_owner;

CREATE TABLE amana.policy_draft (
    service text NOT NULL,
    source text NOT NULL,
    saved_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL
);

ALTER TABLE ONLY amana.policy_draft FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_draft OWNER TO amana_owner;

CREATE TABLE amana.policy_draft_text (
    service text NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    CONSTRAINT policy_draft_text_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text])))
);

ALTER TABLE ONLY amana.policy_draft_text FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_draft_text OWNER TO amana_owner;

CREATE TABLE amana.policy_text (
    service text NOT NULL,
    version integer NOT NULL,
    language text NOT NULL,
    text text NOT NULL,
    CONSTRAINT policy_text_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text])))
);

ALTER TABLE ONLY amana.policy_text FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_text OWNER TO amana_owner;

CREATE TABLE amana.policy_version (
    service text NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    languages text[] NOT NULL,
    published_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    effective_at timestamp with time zone NOT NULL,
    material boolean,
    reason text,
    xact xid8 DEFAULT pg_current_xact_id() NOT NULL,
    CONSTRAINT policy_version_check CHECK (((number = 1) OR (material IS NOT NULL))),
    CONSTRAINT policy_version_languages_check CHECK ((cardinality(languages) >= 1)),
    CONSTRAINT policy_version_number_check CHECK ((number >= 1))
);

ALTER TABLE ONLY amana.policy_version FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_version OWNER TO amana_owner;

CREATE UNLOGGED TABLE amana.rate (
    key bytea NOT NULL,
    full_at timestamp with time zone NOT NULL,
    CONSTRAINT rate_key_check CHECK ((length(key) = 32))
);

ALTER TABLE ONLY amana.rate FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.rate OWNER TO amana_owner;

CREATE TABLE amana.reading (
    service text NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    text text NOT NULL,
    media text NOT NULL,
    encoding text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL
);

ALTER TABLE ONLY amana.reading FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.reading OWNER TO amana_owner;

CREATE TABLE amana.reading_decision (
    service text NOT NULL,
    reading uuid NOT NULL,
    "position" integer NOT NULL,
    id uuid NOT NULL,
    verdict text NOT NULL,
    kind text,
    form text NOT NULL,
    decided_by text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT reading_decision_verdict_check CHECK ((verdict = ANY (ARRAY['confirmed'::text, 'changed'::text, 'rejected'::text])))
);

ALTER TABLE ONLY amana.reading_decision FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.reading_decision OWNER TO amana_owner;

CREATE TABLE amana.reading_proposal (
    service text NOT NULL,
    reading uuid NOT NULL,
    "position" integer NOT NULL,
    starts integer NOT NULL,
    ends integer NOT NULL,
    language text NOT NULL,
    role text NOT NULL,
    heading text,
    lead_in text,
    kinds text[] NOT NULL,
    slots jsonb NOT NULL,
    confidence double precision NOT NULL,
    because jsonb NOT NULL,
    CONSTRAINT reading_proposal_check CHECK ((ends >= starts)),
    CONSTRAINT reading_proposal_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
    CONSTRAINT reading_proposal_kinds_check CHECK ((cardinality(kinds) >= 1)),
    CONSTRAINT reading_proposal_language_check CHECK ((language = ANY (ARRAY['ar'::text, 'en'::text]))),
    CONSTRAINT reading_proposal_position_check CHECK (("position" >= 0))
);

ALTER TABLE ONLY amana.reading_proposal FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.reading_proposal OWNER TO amana_owner;

CREATE TABLE amana.record (
    service text NOT NULL,
    id uuid NOT NULL,
    look bytea NOT NULL,
    person_key bytea NOT NULL,
    type text NOT NULL,
    version integer NOT NULL,
    sealed bytea NOT NULL,
    policy_version integer NOT NULL,
    occasion text,
    origin text NOT NULL,
    source text,
    imported boolean DEFAULT false NOT NULL,
    automated boolean DEFAULT false NOT NULL,
    expires_at timestamp with time zone,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT record_check CHECK (((origin = 'third-party'::text) = (source IS NOT NULL))),
    CONSTRAINT record_look_check CHECK ((length(look) = 32)),
    CONSTRAINT record_occasion_check CHECK ((length(occasion) <= 63)),
    CONSTRAINT record_origin_check CHECK ((origin = ANY (ARRAY['person'::text, 'automatic'::text, 'third-party'::text]))),
    CONSTRAINT record_person_key_check CHECK ((length(person_key) = 32)),
    CONSTRAINT record_source_check CHECK ((length(source) <= 63)),
    CONSTRAINT record_type_check CHECK (((length(type) >= 1) AND (length(type) <= 63))),
    CONSTRAINT record_version_check CHECK ((version >= 1))
);

ALTER TABLE ONLY amana.record FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record OWNER TO amana_owner;

CREATE TABLE amana.record_map (
    service text NOT NULL,
    number integer NOT NULL,
    source text NOT NULL,
    policy_version integer NOT NULL,
    applied_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT record_map_number_check CHECK ((number >= 1)),
    CONSTRAINT record_map_source_check CHECK ((length(source) <= 1000000))
);

ALTER TABLE ONLY amana.record_map FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record_map OWNER TO amana_owner;

CREATE TABLE amana.record_past (
    service text NOT NULL,
    record uuid NOT NULL,
    version integer NOT NULL,
    sealed bytea NOT NULL,
    policy_version integer NOT NULL,
    occasion text,
    origin text NOT NULL,
    source text,
    imported boolean NOT NULL,
    at timestamp with time zone NOT NULL,
    entry uuid NOT NULL,
    CONSTRAINT record_past_version_check CHECK ((version >= 1))
);

ALTER TABLE ONLY amana.record_past FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record_past OWNER TO amana_owner;

CREATE TABLE amana.record_purpose (
    service text NOT NULL,
    purpose text NOT NULL,
    record uuid NOT NULL,
    objected boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY amana.record_purpose FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record_purpose OWNER TO amana_owner;

CREATE TABLE amana.record_recipient (
    service text NOT NULL,
    recipient text NOT NULL,
    record uuid NOT NULL
);

ALTER TABLE ONLY amana.record_recipient FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.record_recipient OWNER TO amana_owner;

CREATE TABLE amana.scheduled_run (
    service text NOT NULL,
    name text NOT NULL,
    last_started timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    last_ended timestamp with time zone,
    outcome text DEFAULT 'running'::text NOT NULL,
    fault text,
    worker uuid NOT NULL,
    CONSTRAINT scheduled_run_outcome_check CHECK ((outcome = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text])))
);

ALTER TABLE ONLY amana.scheduled_run FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.scheduled_run OWNER TO amana_owner;

CREATE TABLE amana.service (
    slug text NOT NULL,
    created_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    state text DEFAULT 'open'::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    changed_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT service_reason_check CHECK ((length(reason) <= 500)),
    CONSTRAINT service_slug_check CHECK (((slug ~ '^[a-z][a-z0-9]*(-[a-z0-9]+)*$'::text) AND (length(slug) <= 40))),
    CONSTRAINT service_state_check CHECK ((state = ANY (ARRAY['open'::text, 'paused'::text, 'closing'::text, 'closed'::text])))
);

ALTER TABLE ONLY amana.service FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.service OWNER TO amana_owner;

CREATE TABLE amana.suppressed (
    service text NOT NULL,
    kind text NOT NULL,
    look bytea NOT NULL,
    why text NOT NULL,
    at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    CONSTRAINT suppressed_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'phone'::text, 'device'::text]))),
    CONSTRAINT suppressed_look_check CHECK ((length(look) = 32)),
    CONSTRAINT suppressed_why_check CHECK ((why = ANY (ARRAY['erased'::text, 'opted_out'::text, 'asked'::text])))
);

ALTER TABLE ONLY amana.suppressed FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.suppressed OWNER TO amana_owner;

CREATE TABLE amana.turn (
    service text NOT NULL,
    name text NOT NULL,
    CONSTRAINT turn_name_check CHECK ((length(name) <= 40))
);

ALTER TABLE ONLY amana.turn FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.turn OWNER TO amana_owner;

CREATE TABLE amana.worker (
    id uuid NOT NULL,
    started_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL,
    seen_at timestamp with time zone DEFAULT transaction_timestamp() NOT NULL
);

ALTER TABLE ONLY amana.worker FORCE ROW LEVEL SECURITY;

ALTER TABLE amana.worker OWNER TO amana_owner;

ALTER TABLE ONLY amana.acceptance
    ADD CONSTRAINT acceptance_pkey PRIMARY KEY (service, person_key, version, id);

ALTER TABLE ONLY amana.access
    ADD CONSTRAINT access_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.alarm_notice
    ADD CONSTRAINT alarm_notice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY amana.alarm
    ADD CONSTRAINT alarm_pkey PRIMARY KEY (id);

ALTER TABLE ONLY amana.api_key
    ADD CONSTRAINT api_key_id_key UNIQUE (id);

ALTER TABLE ONLY amana.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY amana.attestation
    ADD CONSTRAINT attestation_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.choice_bits
    ADD CONSTRAINT choice_bits_pkey PRIMARY KEY (service, purpose, answer, chunk);

ALTER TABLE ONLY amana.choice_change
    ADD CONSTRAINT choice_change_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.choice
    ADD CONSTRAINT choice_pkey PRIMARY KEY (service, person_key, purpose);

ALTER TABLE ONLY amana.choice_said
    ADD CONSTRAINT choice_said_pkey PRIMARY KEY (service, person_key, purpose, id);

ALTER TABLE ONLY amana.entry_body
    ADD CONSTRAINT entry_body_pkey PRIMARY KEY (service, entry);

ALTER TABLE ONLY amana.entry_person
    ADD CONSTRAINT entry_person_pkey PRIMARY KEY (service, person_key, entry);

ALTER TABLE ONLY amana.entry_promise
    ADD CONSTRAINT entry_promise_pkey PRIMARY KEY (service, promise, act, outcome, entry);

ALTER TABLE ONLY amana.entry_set
    ADD CONSTRAINT entry_set_pkey PRIMARY KEY (service, entry);

ALTER TABLE ONLY amana.erasure
    ADD CONSTRAINT erasure_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.erasure
    ADD CONSTRAINT erasure_service_person_key_key UNIQUE (service, person_key);

ALTER TABLE ONLY amana.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (service, person_key, event, id);

ALTER TABLE ONLY amana.file_import
    ADD CONSTRAINT file_import_pkey PRIMARY KEY (service, file);

ALTER TABLE ONLY amana.identifier
    ADD CONSTRAINT identifier_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY (one);

ALTER TABLE ONLY amana.invitation
    ADD CONSTRAINT invitation_hash_key UNIQUE (hash);

ALTER TABLE ONLY amana.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.kept_answer
    ADD CONSTRAINT kept_answer_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.known_value
    ADD CONSTRAINT known_value_pkey PRIMARY KEY (service);

ALTER TABLE ONLY amana.ledger_bundle
    ADD CONSTRAINT ledger_bundle_pkey PRIMARY KEY (service, index);

ALTER TABLE ONLY amana.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (service);

ALTER TABLE ONLY amana.ledger_restore
    ADD CONSTRAINT ledger_restore_pkey PRIMARY KEY (service, restore);

ALTER TABLE ONLY amana.ledger_succession
    ADD CONSTRAINT ledger_succession_pkey PRIMARY KEY (service, number);

ALTER TABLE ONLY amana.ledger_tile
    ADD CONSTRAINT ledger_tile_pkey PRIMARY KEY (service, level, index);

ALTER TABLE ONLY amana.member_link
    ADD CONSTRAINT member_link_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY amana.member
    ADD CONSTRAINT member_pkey PRIMARY KEY (id);

ALTER TABLE ONLY amana.member_role
    ADD CONSTRAINT member_role_pkey PRIMARY KEY (service, member);

ALTER TABLE ONLY amana.member_session
    ADD CONSTRAINT member_session_id_key UNIQUE (id);

ALTER TABLE ONLY amana.member_session
    ADD CONSTRAINT member_session_pkey PRIMARY KEY (hash);

ALTER TABLE ONLY amana.member_subject
    ADD CONSTRAINT member_subject_issuer_member_key UNIQUE (issuer, member);

ALTER TABLE ONLY amana.member_subject
    ADD CONSTRAINT member_subject_pkey PRIMARY KEY (issuer, subject);

ALTER TABLE ONLY amana.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (number);

ALTER TABLE ONLY amana.passage
    ADD CONSTRAINT passage_pkey PRIMARY KEY (service, version, language, "position");

ALTER TABLE ONLY amana.person_count
    ADD CONSTRAINT person_count_pkey PRIMARY KEY (service);

ALTER TABLE ONLY amana.person_fact
    ADD CONSTRAINT person_fact_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (service, person_key);

ALTER TABLE ONLY amana.person_tie
    ADD CONSTRAINT person_tie_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.policy_draft
    ADD CONSTRAINT policy_draft_pkey PRIMARY KEY (service);

ALTER TABLE ONLY amana.policy_draft_text
    ADD CONSTRAINT policy_draft_text_pkey PRIMARY KEY (service, language);

ALTER TABLE ONLY amana.policy_text
    ADD CONSTRAINT policy_text_pkey PRIMARY KEY (service, version, language);

ALTER TABLE ONLY amana.policy_version
    ADD CONSTRAINT policy_version_pkey PRIMARY KEY (service, number);

ALTER TABLE ONLY amana.rate
    ADD CONSTRAINT rate_pkey PRIMARY KEY (key);

ALTER TABLE ONLY amana.reading_decision
    ADD CONSTRAINT reading_decision_pkey PRIMARY KEY (service, reading, "position", id);

ALTER TABLE ONLY amana.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.reading_proposal
    ADD CONSTRAINT reading_proposal_pkey PRIMARY KEY (service, reading, "position");

ALTER TABLE ONLY amana.record_map
    ADD CONSTRAINT record_map_pkey PRIMARY KEY (service, number);

ALTER TABLE ONLY amana.record_past
    ADD CONSTRAINT record_past_pkey PRIMARY KEY (service, record, version);

ALTER TABLE ONLY amana.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (service, id);

ALTER TABLE ONLY amana.record_purpose
    ADD CONSTRAINT record_purpose_pkey PRIMARY KEY (service, purpose, record);

ALTER TABLE ONLY amana.record_recipient
    ADD CONSTRAINT record_recipient_pkey PRIMARY KEY (service, recipient, record);

ALTER TABLE ONLY amana.record
    ADD CONSTRAINT record_service_look_key UNIQUE (service, look);

ALTER TABLE ONLY amana.scheduled_run
    ADD CONSTRAINT scheduled_run_pkey PRIMARY KEY (service, name);

ALTER TABLE ONLY amana.service
    ADD CONSTRAINT service_pkey PRIMARY KEY (slug);

ALTER TABLE ONLY amana.suppressed
    ADD CONSTRAINT suppressed_pkey PRIMARY KEY (service, kind, look, why);

ALTER TABLE ONLY amana.turn
    ADD CONSTRAINT turn_pkey PRIMARY KEY (service, name);

ALTER TABLE ONLY amana.worker
    ADD CONSTRAINT worker_pkey PRIMARY KEY (id);

CREATE INDEX access_latest ON amana.access USING btree (service, asked_at DESC, id DESC);

CREATE INDEX access_person ON amana.access USING btree (service, person_key) WHERE (person_key IS NOT NULL);

CREATE INDEX access_reader ON amana.access USING btree (service, reader, ends_at) WHERE (taken_back_at IS NULL);

CREATE INDEX access_role ON amana.access USING btree (service, reader_role, ends_at) WHERE ((reader_role IS NOT NULL) AND (taken_back_at IS NULL));

CREATE UNIQUE INDEX alarm_firing ON amana.alarm USING btree (service, kind, subject) WHERE (over_at IS NULL);

CREATE INDEX alarm_latest ON amana.alarm USING btree (service, raised_at DESC);

CREATE INDEX alarm_notice_alarm ON amana.alarm_notice USING btree (alarm, channel, made_at);

CREATE INDEX alarm_notice_due ON amana.alarm_notice USING btree (next_at) WHERE (ended_at IS NULL);

CREATE INDEX attestation_promise ON amana.attestation USING btree (service, promise, expires_at);

CREATE INDEX choice_change_person ON amana.choice_change USING btree (service, person_key);

CREATE INDEX entry_promise_decided ON amana.entry_promise USING btree (service, policy_version, act, entry) INCLUDE (at) WHERE (outcome = ANY (ARRAY['done'::text, 'refused'::text]));

CREATE INDEX entry_promise_entry ON amana.entry_promise USING btree (service, entry);

CREATE INDEX entry_promise_latest ON amana.entry_promise USING btree (service, promise, at DESC, entry DESC);

CREATE INDEX entry_xact ON amana.entry USING brin ((((xact)::text)::bigint)) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX erasure_open ON amana.erasure USING btree (service, id) WHERE (closed_at IS NULL);

CREATE INDEX erasure_together ON amana.erasure USING btree (service, together) WHERE (together IS NOT NULL);

CREATE INDEX identifier_look ON amana.identifier USING btree (service, kind, look) WHERE (ended_at IS NULL);

CREATE UNIQUE INDEX identifier_one ON amana.identifier USING btree (service, person_key, kind, look) WHERE (ended_at IS NULL);

CREATE INDEX identifier_person ON amana.identifier USING btree (service, person_key, id);

CREATE INDEX job_due ON amana.job USING btree (due_at) WHERE (state = 'waiting'::text);

CREATE UNIQUE INDEX job_key ON amana.job USING btree (service, name, key) WHERE (state = 'waiting'::text);

CREATE INDEX job_running ON amana.job USING btree (worker) WHERE (state = 'running'::text);

CREATE INDEX kept_answer_at ON amana.kept_answer USING btree (service, at);

CREATE INDEX ledger_bundle_entries ON amana.ledger_bundle USING btree (service, last_entry, first_entry);

CREATE UNIQUE INDEX member_email ON amana.member USING btree (lower(email));

CREATE INDEX member_role_member ON amana.member_role USING btree (member);

CREATE INDEX member_session_member ON amana.member_session USING btree (member, created_at DESC);

CREATE INDEX person_fact_person ON amana.person_fact USING btree (service, person_key, fact, id DESC);

CREATE INDEX person_joined ON amana.person USING btree (service, joined_to) WHERE (joined_to IS NOT NULL);

CREATE UNIQUE INDEX person_number ON amana.person USING btree (service, number) WHERE (number IS NOT NULL);

CREATE UNIQUE INDEX person_tie_one ON amana.person_tie USING btree (service, person_key, other_key, tie) WHERE (ended_at IS NULL);

CREATE INDEX person_tie_other ON amana.person_tie USING btree (service, other_key);

CREATE UNIQUE INDEX person_tie_visitor ON amana.person_tie USING btree (service, person_key) WHERE ((tie = 'visitor'::text) AND (ended_at IS NULL));

CREATE INDEX person_unnumbered ON amana.person USING btree (service, met_at, person_key) WHERE ((number IS NULL) AND (erased_at IS NULL));

CREATE INDEX record_expires ON amana.record USING btree (service, expires_at) WHERE (expires_at IS NOT NULL);

CREATE INDEX record_person ON amana.record USING btree (service, person_key, id);

CREATE INDEX record_purpose_record ON amana.record_purpose USING btree (service, record);

CREATE INDEX record_recipient_record ON amana.record_recipient USING btree (service, record);

CREATE TRIGGER decided_once BEFORE UPDATE ON amana.access FOR EACH ROW EXECUTE FUNCTION amana.refuse_second_decision();

CREATE TRIGGER end_ties AFTER UPDATE OF erased_at ON amana.person FOR EACH ROW WHEN (((old.erased_at IS NULL) AND (new.erased_at IS NOT NULL))) EXECUTE FUNCTION amana.end_ties();

CREATE TRIGGER for_ever BEFORE DELETE OR UPDATE ON amana.erasure FOR EACH ROW EXECUTE FUNCTION amana.refuse_reopening();

CREATE TRIGGER for_ever BEFORE DELETE OR UPDATE ON amana.person FOR EACH ROW EXECUTE FUNCTION amana.refuse_return();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON amana.passage FOR EACH ROW EXECUTE FUNCTION amana.refuse_change();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON amana.policy_text FOR EACH ROW EXECUTE FUNCTION amana.refuse_change();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON amana.policy_version FOR EACH ROW EXECUTE FUNCTION amana.refuse_change();

CREATE TRIGGER immutable BEFORE DELETE OR UPDATE ON amana.record_map FOR EACH ROW EXECUTE FUNCTION amana.refuse_change();

CREATE TRIGGER numbered BEFORE INSERT ON amana.policy_version FOR EACH ROW EXECUTE FUNCTION amana.refuse_gap();

CREATE TRIGGER one_way BEFORE UPDATE ON amana.service FOR EACH ROW EXECUTE FUNCTION amana.refuse_return_of_closed();

CREATE TRIGGER whole BEFORE INSERT ON amana.passage FOR EACH ROW EXECUTE FUNCTION amana.refuse_late_part();

CREATE TRIGGER whole BEFORE INSERT ON amana.policy_text FOR EACH ROW EXECUTE FUNCTION amana.refuse_late_part();

ALTER TABLE ONLY amana.acceptance
    ADD CONSTRAINT acceptance_service_version_fkey FOREIGN KEY (service, version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.alarm_notice
    ADD CONSTRAINT alarm_notice_alarm_fkey FOREIGN KEY (alarm) REFERENCES amana.alarm(id) ON DELETE CASCADE;

ALTER TABLE ONLY amana.api_key
    ADD CONSTRAINT api_key_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.choice_said
    ADD CONSTRAINT choice_said_service_policy_version_fkey FOREIGN KEY (service, policy_version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.erasure
    ADD CONSTRAINT erasure_service_person_key_fkey FOREIGN KEY (service, person_key) REFERENCES amana.person(service, person_key);

ALTER TABLE ONLY amana.invitation
    ADD CONSTRAINT invitation_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.kept_answer
    ADD CONSTRAINT kept_answer_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.known_value
    ADD CONSTRAINT known_value_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.member_link
    ADD CONSTRAINT member_link_member_fkey FOREIGN KEY (member) REFERENCES amana.member(id);

ALTER TABLE ONLY amana.member_link
    ADD CONSTRAINT member_link_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.member_role
    ADD CONSTRAINT member_role_member_fkey FOREIGN KEY (member) REFERENCES amana.member(id);

ALTER TABLE ONLY amana.member_role
    ADD CONSTRAINT member_role_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.member_session
    ADD CONSTRAINT member_session_member_fkey FOREIGN KEY (member) REFERENCES amana.member(id);

ALTER TABLE ONLY amana.member_session
    ADD CONSTRAINT member_session_service_fkey FOREIGN KEY (service) REFERENCES amana.service(slug);

ALTER TABLE ONLY amana.member_subject
    ADD CONSTRAINT member_subject_member_fkey FOREIGN KEY (member) REFERENCES amana.member(id);

ALTER TABLE ONLY amana.passage
    ADD CONSTRAINT passage_service_version_fkey FOREIGN KEY (service, version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.person
    ADD CONSTRAINT person_service_joined_to_fkey FOREIGN KEY (service, joined_to) REFERENCES amana.person(service, person_key);

ALTER TABLE ONLY amana.policy_draft_text
    ADD CONSTRAINT policy_draft_text_service_fkey FOREIGN KEY (service) REFERENCES amana.policy_draft(service) ON DELETE CASCADE;

ALTER TABLE ONLY amana.policy_text
    ADD CONSTRAINT policy_text_service_version_fkey FOREIGN KEY (service, version) REFERENCES amana.policy_version(service, number);

ALTER TABLE ONLY amana.reading_decision
    ADD CONSTRAINT reading_decision_service_reading_position_fkey FOREIGN KEY (service, reading, "position") REFERENCES amana.reading_proposal(service, reading, "position");

ALTER TABLE ONLY amana.reading_proposal
    ADD CONSTRAINT reading_proposal_service_reading_fkey FOREIGN KEY (service, reading) REFERENCES amana.reading(service, id);

ALTER TABLE ONLY amana.record_past
    ADD CONSTRAINT record_past_service_record_fkey FOREIGN KEY (service, record) REFERENCES amana.record(service, id) ON DELETE CASCADE;

ALTER TABLE ONLY amana.record_purpose
    ADD CONSTRAINT record_purpose_service_record_fkey FOREIGN KEY (service, record) REFERENCES amana.record(service, id) ON DELETE CASCADE;

ALTER TABLE ONLY amana.record_recipient
    ADD CONSTRAINT record_recipient_service_record_fkey FOREIGN KEY (service, record) REFERENCES amana.record(service, id) ON DELETE CASCADE;

ALTER TABLE amana.acceptance ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.access ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.alarm ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.alarm_notice ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.api_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.attestation ENABLE ROW LEVEL SECURITY;

CREATE POLICY backup ON amana.acceptance FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.access FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.alarm FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.alarm_notice FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.api_key FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.attestation FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice_bits FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice_change FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.choice_said FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry_body FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry_person FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry_promise FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.entry_set FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.erasure FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.event FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.file_import FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.identifier FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.installation FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.invitation FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.job FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.kept_answer FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.known_value FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger_bundle FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger_restore FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger_succession FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.ledger_tile FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member_link FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member_role FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member_session FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.member_subject FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.passage FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_count FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_fact FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.person_tie FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.policy_draft FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.policy_draft_text FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.policy_text FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.policy_version FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.rate FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.reading FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.reading_decision FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.reading_proposal FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record_map FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record_past FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record_purpose FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.record_recipient FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.scheduled_run FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.service FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.suppressed FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.turn FOR SELECT TO amana_backup USING (true);

CREATE POLICY backup ON amana.worker FOR SELECT TO amana_backup USING (true);

ALTER TABLE amana.choice ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_bits ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_change ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.choice_said ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_body ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_person ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_promise ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.entry_set ENABLE ROW LEVEL SECURITY;

CREATE POLICY erased ON amana.acceptance FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.access FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.choice FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.choice_change FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.choice_said FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.entry_body FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.entry_person FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.entry_set FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.event FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.identifier FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person_fact FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.person_tie FOR SELECT TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY erased ON amana.record FOR SELECT TO amana_owner USING ((service = amana.session_service()));

ALTER TABLE amana.erasure ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.event ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.file_import ENABLE ROW LEVEL SECURITY;

CREATE POLICY forgotten ON amana.acceptance FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.access FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.choice FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.choice_change FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.choice_said FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.entry_body FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.entry_person FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.entry_set FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.event FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.identifier FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.person_fact FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.person_tie FOR DELETE TO amana_owner USING ((service = amana.session_service()));

CREATE POLICY forgotten ON amana.record FOR DELETE TO amana_owner USING ((service = amana.session_service()));

ALTER TABLE amana.identifier ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.installation ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.invitation ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.job ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.kept_answer ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.known_value ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_bundle ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_restore ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_succession ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.ledger_tile ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member_link ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member_role ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member_session ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.member_subject ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON amana.acceptance USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.access USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.api_key USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.attestation USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice_bits USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice_change USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.choice_said USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry_body USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry_person USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry_promise USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.entry_set USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.erasure USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.event USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.file_import USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.identifier USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.invitation USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.job USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.kept_answer USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.known_value USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger_bundle FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger_restore FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger_succession FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.ledger_tile FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.member_link FOR INSERT WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.member_role USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.member_session FOR SELECT USING ((member IN ( SELECT own.member
   FROM amana.member_role own
  WHERE (own.service = amana.own_service()))));

CREATE POLICY own ON amana.passage USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_count USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_fact USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.person_tie USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.policy_draft USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.policy_draft_text USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.policy_text USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.policy_version USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.reading USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.reading_decision USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.reading_proposal USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record_map USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record_past USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record_purpose USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.record_recipient USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.scheduled_run FOR SELECT USING ((service = amana.own_service()));

CREATE POLICY own ON amana.service FOR SELECT USING ((slug = amana.own_service()));

CREATE POLICY own ON amana.suppressed USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own ON amana.turn USING ((service = amana.own_service())) WITH CHECK ((service = amana.own_service()));

CREATE POLICY own_begin ON amana.member_session FOR INSERT WITH CHECK ((service = amana.own_service()));

CREATE POLICY own_end ON amana.member_session FOR UPDATE USING ((member IN ( SELECT own.member
   FROM amana.member_role own
  WHERE (own.service = amana.own_service()))));

CREATE POLICY own_life ON amana.service FOR UPDATE USING ((slug = amana.own_service())) WITH CHECK ((slug = amana.own_service()));

CREATE POLICY owner ON amana.installation TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger_bundle TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger_restore TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger_succession TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.ledger_tile TO amana_owner USING (true) WITH CHECK (true);

CREATE POLICY owner ON amana.service TO amana_owner USING (true) WITH CHECK (true);

ALTER TABLE amana.passage ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_count ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_fact ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.person_tie ENABLE ROW LEVEL SECURITY;

CREATE POLICY platform ON amana.api_key TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.invitation FOR SELECT TO amana_platform USING (true);

CREATE POLICY platform ON amana.job TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.member TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.member_link TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.member_role FOR SELECT TO amana_platform USING (true);

CREATE POLICY platform ON amana.member_session TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.member_subject TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.rate TO amana_platform USING (true) WITH CHECK (true);

CREATE POLICY platform ON amana.scheduled_run FOR SELECT TO amana_platform USING (true);

CREATE POLICY platform ON amana.service FOR SELECT TO amana_platform USING (true);

CREATE POLICY platform ON amana.worker FOR SELECT TO amana_platform USING (true);

ALTER TABLE amana.policy_draft ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_draft_text ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_text ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.policy_version ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.rate ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.reading ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.reading_decision ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.reading_proposal ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record_map ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record_past ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record_purpose ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.record_recipient ENABLE ROW LEVEL SECURITY;

CREATE POLICY restored ON amana.entry FOR SELECT TO amana_owner USING (true);

CREATE POLICY restored_put ON amana.entry FOR INSERT TO amana_owner WITH CHECK (true);

CREATE POLICY restored_put ON amana.entry_body FOR INSERT TO amana_owner WITH CHECK (true);

CREATE POLICY restored_put ON amana.entry_promise FOR INSERT TO amana_owner WITH CHECK (true);

CREATE POLICY restored_xact ON amana.entry FOR UPDATE TO amana_owner USING (true) WITH CHECK (true);

ALTER TABLE amana.scheduled_run ENABLE ROW LEVEL SECURITY;

CREATE POLICY sequencer ON amana.entry FOR SELECT TO amana_sequencer USING (true);

CREATE POLICY sequencer ON amana.ledger TO amana_sequencer USING (true) WITH CHECK (true);

CREATE POLICY sequencer ON amana.ledger_bundle TO amana_sequencer USING (true) WITH CHECK (true);

CREATE POLICY sequencer ON amana.ledger_succession FOR SELECT TO amana_sequencer USING (true);

CREATE POLICY sequencer ON amana.ledger_tile TO amana_sequencer USING (true) WITH CHECK (true);

CREATE POLICY sequencer ON amana.service FOR SELECT TO amana_sequencer USING (true);

ALTER TABLE amana.service ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.suppressed ENABLE ROW LEVEL SECURITY;

ALTER TABLE amana.turn ENABLE ROW LEVEL SECURITY;

CREATE POLICY watch ON amana.alarm TO amana_watch USING (true) WITH CHECK (true);

CREATE POLICY watch ON amana.alarm_notice TO amana_watch USING (true) WITH CHECK (true);

CREATE POLICY watch ON amana.entry FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.erasure FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.job FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.ledger FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.scheduled_run FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.service FOR SELECT TO amana_watch USING (true);

CREATE POLICY watch ON amana.worker FOR SELECT TO amana_watch USING (true);

CREATE POLICY worker ON amana.job TO amana_worker USING (true) WITH CHECK (true);

CREATE POLICY worker ON amana.scheduled_run TO amana_worker USING (true) WITH CHECK (true);

CREATE POLICY worker ON amana.service FOR SELECT TO amana_worker USING (true);

ALTER TABLE amana.worker ENABLE ROW LEVEL SECURITY;

CREATE POLICY worker ON amana.worker TO amana_worker USING (true) WITH CHECK (true);

GRANT USAGE ON SCHEMA amana TO amana_service;
GRANT USAGE ON SCHEMA amana TO amana_platform;
GRANT USAGE ON SCHEMA amana TO amana_sequencer;
GRANT USAGE ON SCHEMA amana TO amana_worker;
GRANT USAGE ON SCHEMA amana TO amana_backup;
GRANT USAGE ON SCHEMA amana TO amana_watch;

REVOKE ALL ON FUNCTION amana.empty_service(OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION amana.empty_service(OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) TO amana_service;

REVOKE ALL ON FUNCTION amana.end_ties() FROM PUBLIC;

REVOKE ALL ON FUNCTION amana.forget(erased bytea, OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION amana.forget(erased bytea, OUT bodies bigint, OUT links bigint, OUT acceptances bigint, OUT records bigint, OUT rest bigint) TO amana_service;

GRANT SELECT ON TABLE amana.acceptance TO amana_service;
GRANT SELECT ON TABLE amana.acceptance TO amana_backup;

GRANT INSERT(service) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(version) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(id) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(how) ON TABLE amana.acceptance TO amana_service;

GRANT INSERT(language) ON TABLE amana.acceptance TO amana_service;

GRANT SELECT ON TABLE amana.access TO amana_service;
GRANT SELECT ON TABLE amana.access TO amana_backup;

GRANT INSERT(service) ON TABLE amana.access TO amana_service;

GRANT INSERT(id) ON TABLE amana.access TO amana_service;

GRANT INSERT(reader) ON TABLE amana.access TO amana_service;

GRANT INSERT(reader_role) ON TABLE amana.access TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.access TO amana_service;

GRANT INSERT(data) ON TABLE amana.access TO amana_service;

GRANT INSERT(purpose) ON TABLE amana.access TO amana_service;

GRANT INSERT(whole) ON TABLE amana.access TO amana_service;

GRANT INSERT(policy_version) ON TABLE amana.access TO amana_service;

GRANT INSERT(approval) ON TABLE amana.access TO amana_service;

GRANT INSERT(asked_by) ON TABLE amana.access TO amana_service;

GRANT INSERT(asked_entry) ON TABLE amana.access TO amana_service;

GRANT INSERT(ends_at) ON TABLE amana.access TO amana_service;

GRANT UPDATE(decided_by) ON TABLE amana.access TO amana_service;

GRANT UPDATE(decided_at) ON TABLE amana.access TO amana_service;

GRANT UPDATE(approved) ON TABLE amana.access TO amana_service;

GRANT UPDATE(taken_back_by) ON TABLE amana.access TO amana_service;

GRANT UPDATE(taken_back_at) ON TABLE amana.access TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.alarm TO amana_watch;
GRANT SELECT ON TABLE amana.alarm TO amana_backup;

GRANT UPDATE(why) ON TABLE amana.alarm TO amana_watch;

GRANT UPDATE(fields) ON TABLE amana.alarm TO amana_watch;

GRANT UPDATE(seen_at) ON TABLE amana.alarm TO amana_watch;

GRANT UPDATE(over_at) ON TABLE amana.alarm TO amana_watch;

GRANT SELECT,INSERT,DELETE ON TABLE amana.alarm_notice TO amana_watch;
GRANT SELECT ON TABLE amana.alarm_notice TO amana_backup;

GRANT UPDATE(next_at) ON TABLE amana.alarm_notice TO amana_watch;

GRANT UPDATE(tries) ON TABLE amana.alarm_notice TO amana_watch;

GRANT UPDATE(ended_at) ON TABLE amana.alarm_notice TO amana_watch;

GRANT UPDATE(fault) ON TABLE amana.alarm_notice TO amana_watch;

GRANT SELECT,INSERT ON TABLE amana.api_key TO amana_platform;
GRANT SELECT ON TABLE amana.api_key TO amana_backup;

GRANT INSERT(hash) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(id),INSERT(id) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(service),INSERT(service) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(label),INSERT(label) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(created_at) ON TABLE amana.api_key TO amana_service;

GRANT UPDATE(revoked_at) ON TABLE amana.api_key TO amana_platform;
GRANT SELECT(revoked_at),UPDATE(revoked_at) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(abilities),INSERT(abilities) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(purposes),INSERT(purposes) ON TABLE amana.api_key TO amana_service;

GRANT SELECT(expires_at),INSERT(expires_at) ON TABLE amana.api_key TO amana_service;

GRANT UPDATE(last_used_at) ON TABLE amana.api_key TO amana_platform;
GRANT SELECT(last_used_at) ON TABLE amana.api_key TO amana_service;

GRANT SELECT ON TABLE amana.attestation TO amana_service;
GRANT SELECT ON TABLE amana.attestation TO amana_backup;

GRANT INSERT(service) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(id) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(promise) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(statement) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(attested_by) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(document_name) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(document_hash) ON TABLE amana.attestation TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.attestation TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.choice TO amana_service;
GRANT SELECT ON TABLE amana.choice TO amana_backup;

GRANT UPDATE(state) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(policy_version) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(promise) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(wording) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(at) ON TABLE amana.choice TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.choice TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.choice_bits TO amana_service;
GRANT SELECT ON TABLE amana.choice_bits TO amana_backup;

GRANT UPDATE(bits) ON TABLE amana.choice_bits TO amana_service;

GRANT UPDATE(version) ON TABLE amana.choice_bits TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.choice_change TO amana_service;
GRANT SELECT ON TABLE amana.choice_change TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.choice_said TO amana_service;
GRANT SELECT ON TABLE amana.choice_said TO amana_backup;

GRANT SELECT ON TABLE amana.entry TO amana_service;
GRANT SELECT ON TABLE amana.entry TO amana_sequencer;
GRANT SELECT ON TABLE amana.entry TO amana_backup;

GRANT INSERT(service) ON TABLE amana.entry TO amana_service;
GRANT SELECT(service) ON TABLE amana.entry TO amana_watch;

GRANT INSERT(id) ON TABLE amana.entry TO amana_service;
GRANT SELECT(id) ON TABLE amana.entry TO amana_watch;

GRANT SELECT(xact) ON TABLE amana.entry TO amana_watch;

GRANT INSERT(header) ON TABLE amana.entry TO amana_service;

GRANT INSERT(commitment) ON TABLE amana.entry TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.entry_body TO amana_service;
GRANT SELECT ON TABLE amana.entry_body TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.entry_person TO amana_service;
GRANT SELECT ON TABLE amana.entry_person TO amana_backup;

GRANT SELECT ON TABLE amana.entry_promise TO amana_service;
GRANT SELECT ON TABLE amana.entry_promise TO amana_backup;

GRANT INSERT(service) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(promise) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(act) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(outcome) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(entry) ON TABLE amana.entry_promise TO amana_service;

GRANT INSERT(policy_version) ON TABLE amana.entry_promise TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.entry_set TO amana_service;
GRANT SELECT ON TABLE amana.entry_set TO amana_backup;

GRANT SELECT ON TABLE amana.erasure TO amana_service;
GRANT SELECT ON TABLE amana.erasure TO amana_backup;

GRANT INSERT(service) ON TABLE amana.erasure TO amana_service;
GRANT SELECT(service) ON TABLE amana.erasure TO amana_watch;

GRANT INSERT(id) ON TABLE amana.erasure TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.erasure TO amana_service;

GRANT SELECT(begun_at) ON TABLE amana.erasure TO amana_watch;

GRANT INSERT(epoch) ON TABLE amana.erasure TO amana_service;

GRANT INSERT(intended) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(done) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(closed_at) ON TABLE amana.erasure TO amana_service;
GRANT SELECT(closed_at) ON TABLE amana.erasure TO amana_watch;

GRANT UPDATE(bodies) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(links) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(acceptances) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(records) ON TABLE amana.erasure TO amana_service;

GRANT UPDATE(rest) ON TABLE amana.erasure TO amana_service;

GRANT INSERT(together) ON TABLE amana.erasure TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.event TO amana_service;
GRANT SELECT ON TABLE amana.event TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.file_import TO amana_service;
GRANT SELECT ON TABLE amana.file_import TO amana_backup;

GRANT UPDATE(place) ON TABLE amana.file_import TO amana_service;

GRANT UPDATE(line) ON TABLE amana.file_import TO amana_service;

GRANT UPDATE(stored) ON TABLE amana.file_import TO amana_service;

GRANT UPDATE(left_out) ON TABLE amana.file_import TO amana_service;

GRANT UPDATE(at) ON TABLE amana.file_import TO amana_service;

GRANT SELECT ON TABLE amana.identifier TO amana_service;
GRANT SELECT ON TABLE amana.identifier TO amana_backup;

GRANT INSERT(service) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(id) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(kind) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(look),UPDATE(look) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(origin) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(source) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(verified_at) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(verified_by) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.identifier TO amana_service;

GRANT UPDATE(replaced_by) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(entry) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(policy_version) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(occasion) ON TABLE amana.identifier TO amana_service;

GRANT INSERT(category) ON TABLE amana.identifier TO amana_service;

GRANT SELECT ON TABLE amana.installation TO amana_backup;

GRANT SELECT ON TABLE amana.invitation TO amana_platform;
GRANT SELECT,DELETE ON TABLE amana.invitation TO amana_service;
GRANT SELECT ON TABLE amana.invitation TO amana_backup;

GRANT INSERT(service) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(id) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(hash) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(name) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(email) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(role) ON TABLE amana.invitation TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.invitation TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.job TO amana_service;
GRANT SELECT,DELETE ON TABLE amana.job TO amana_worker;
GRANT SELECT,DELETE ON TABLE amana.job TO amana_platform;
GRANT SELECT ON TABLE amana.job TO amana_backup;

GRANT INSERT(service) ON TABLE amana.job TO amana_service;
GRANT SELECT(service) ON TABLE amana.job TO amana_watch;

GRANT INSERT(id) ON TABLE amana.job TO amana_service;
GRANT SELECT(id) ON TABLE amana.job TO amana_watch;

GRANT INSERT(name) ON TABLE amana.job TO amana_service;
GRANT SELECT(name) ON TABLE amana.job TO amana_watch;

GRANT INSERT(key) ON TABLE amana.job TO amana_service;
GRANT SELECT(key) ON TABLE amana.job TO amana_watch;

GRANT INSERT(arguments),UPDATE(arguments) ON TABLE amana.job TO amana_service;

GRANT UPDATE(state) ON TABLE amana.job TO amana_worker;
GRANT UPDATE(state) ON TABLE amana.job TO amana_platform;
GRANT SELECT(state) ON TABLE amana.job TO amana_watch;

GRANT SELECT(made_at) ON TABLE amana.job TO amana_watch;

GRANT INSERT(due_at),UPDATE(due_at) ON TABLE amana.job TO amana_service;
GRANT UPDATE(due_at) ON TABLE amana.job TO amana_worker;
GRANT UPDATE(due_at) ON TABLE amana.job TO amana_platform;
GRANT SELECT(due_at) ON TABLE amana.job TO amana_watch;

GRANT UPDATE(attempts) ON TABLE amana.job TO amana_worker;
GRANT UPDATE(attempts) ON TABLE amana.job TO amana_platform;
GRANT SELECT(attempts) ON TABLE amana.job TO amana_watch;

GRANT UPDATE(started_at) ON TABLE amana.job TO amana_worker;
GRANT SELECT(started_at) ON TABLE amana.job TO amana_watch;

GRANT UPDATE(worker) ON TABLE amana.job TO amana_worker;

GRANT UPDATE(fault) ON TABLE amana.job TO amana_worker;
GRANT UPDATE(fault) ON TABLE amana.job TO amana_platform;
GRANT SELECT(fault) ON TABLE amana.job TO amana_watch;

GRANT SELECT,DELETE ON TABLE amana.kept_answer TO amana_service;
GRANT SELECT ON TABLE amana.kept_answer TO amana_backup;

GRANT INSERT(service) ON TABLE amana.kept_answer TO amana_service;

GRANT INSERT(id) ON TABLE amana.kept_answer TO amana_service;

GRANT INSERT(request),UPDATE(request) ON TABLE amana.kept_answer TO amana_service;

GRANT UPDATE(sealed) ON TABLE amana.kept_answer TO amana_service;

GRANT UPDATE(at) ON TABLE amana.kept_answer TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.known_value TO amana_service;
GRANT SELECT ON TABLE amana.known_value TO amana_backup;

GRANT SELECT ON TABLE amana.ledger TO amana_service;
GRANT SELECT,INSERT,UPDATE ON TABLE amana.ledger TO amana_sequencer;
GRANT SELECT ON TABLE amana.ledger TO amana_backup;

GRANT SELECT(service) ON TABLE amana.ledger TO amana_watch;

GRANT SELECT(size) ON TABLE amana.ledger TO amana_watch;

GRANT SELECT(next_xact) ON TABLE amana.ledger TO amana_watch;

GRANT SELECT(last_entry) ON TABLE amana.ledger TO amana_watch;

GRANT SELECT ON TABLE amana.ledger_bundle TO amana_service;
GRANT SELECT,INSERT,UPDATE ON TABLE amana.ledger_bundle TO amana_sequencer;
GRANT SELECT ON TABLE amana.ledger_bundle TO amana_backup;

GRANT SELECT ON TABLE amana.ledger_restore TO amana_service;
GRANT SELECT ON TABLE amana.ledger_restore TO amana_backup;

GRANT SELECT ON TABLE amana.ledger_succession TO amana_service;
GRANT SELECT ON TABLE amana.ledger_succession TO amana_sequencer;
GRANT SELECT ON TABLE amana.ledger_succession TO amana_backup;

GRANT SELECT ON TABLE amana.ledger_tile TO amana_service;
GRANT SELECT,INSERT,UPDATE ON TABLE amana.ledger_tile TO amana_sequencer;
GRANT SELECT ON TABLE amana.ledger_tile TO amana_backup;

GRANT SELECT,INSERT,DELETE ON TABLE amana.member TO amana_platform;
GRANT SELECT ON TABLE amana.member TO amana_backup;

GRANT UPDATE(name) ON TABLE amana.member TO amana_platform;

GRANT UPDATE(email) ON TABLE amana.member TO amana_platform;

GRANT SELECT,INSERT,DELETE ON TABLE amana.member_link TO amana_platform;
GRANT SELECT ON TABLE amana.member_link TO amana_backup;

GRANT INSERT(hash) ON TABLE amana.member_link TO amana_service;

GRANT INSERT(member) ON TABLE amana.member_link TO amana_service;

GRANT INSERT(service) ON TABLE amana.member_link TO amana_service;

GRANT INSERT(expires_at) ON TABLE amana.member_link TO amana_service;

GRANT SELECT ON TABLE amana.member_role TO amana_platform;
GRANT SELECT,DELETE ON TABLE amana.member_role TO amana_service;
GRANT SELECT ON TABLE amana.member_role TO amana_backup;

GRANT INSERT(service) ON TABLE amana.member_role TO amana_service;

GRANT INSERT(member) ON TABLE amana.member_role TO amana_service;

GRANT INSERT(role),UPDATE(role) ON TABLE amana.member_role TO amana_service;

GRANT UPDATE(since) ON TABLE amana.member_role TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.member_session TO amana_platform;
GRANT SELECT ON TABLE amana.member_session TO amana_backup;

GRANT INSERT(hash) ON TABLE amana.member_session TO amana_service;

GRANT SELECT(id),INSERT(id) ON TABLE amana.member_session TO amana_service;

GRANT SELECT(member),INSERT(member) ON TABLE amana.member_session TO amana_service;

GRANT INSERT(service) ON TABLE amana.member_session TO amana_service;

GRANT INSERT(way) ON TABLE amana.member_session TO amana_service;

GRANT INSERT(browser) ON TABLE amana.member_session TO amana_service;

GRANT INSERT(address) ON TABLE amana.member_session TO amana_service;

GRANT UPDATE(seen_at) ON TABLE amana.member_session TO amana_platform;

GRANT INSERT(expires_at) ON TABLE amana.member_session TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.member_session TO amana_platform;
GRANT SELECT(ended_at),UPDATE(ended_at) ON TABLE amana.member_session TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.member_subject TO amana_platform;
GRANT SELECT ON TABLE amana.member_subject TO amana_backup;

GRANT SELECT ON TABLE amana.migration TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.passage TO amana_service;
GRANT SELECT ON TABLE amana.passage TO amana_backup;

GRANT SELECT ON TABLE amana.person TO amana_service;
GRANT SELECT ON TABLE amana.person TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person TO amana_service;

GRANT UPDATE(erased_at) ON TABLE amana.person TO amana_service;

GRANT UPDATE(number) ON TABLE amana.person TO amana_service;

GRANT UPDATE(joined_to) ON TABLE amana.person TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.person_count TO amana_service;
GRANT SELECT ON TABLE amana.person_count TO amana_backup;

GRANT UPDATE(numbered) ON TABLE amana.person_count TO amana_service;

GRANT SELECT ON TABLE amana.person_fact TO amana_service;
GRANT SELECT ON TABLE amana.person_fact TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(id) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(fact) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(sealed) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(origin) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(source) ON TABLE amana.person_fact TO amana_service;

GRANT INSERT(entry) ON TABLE amana.person_fact TO amana_service;

GRANT SELECT ON TABLE amana.person_tie TO amana_service;
GRANT SELECT ON TABLE amana.person_tie TO amana_backup;

GRANT INSERT(service) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(id) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(person_key) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(other_key) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(tie) ON TABLE amana.person_tie TO amana_service;

GRANT UPDATE(ended_at) ON TABLE amana.person_tie TO amana_service;

GRANT INSERT(entry) ON TABLE amana.person_tie TO amana_service;

GRANT UPDATE(ended_by) ON TABLE amana.person_tie TO amana_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.policy_draft TO amana_service;
GRANT SELECT ON TABLE amana.policy_draft TO amana_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.policy_draft_text TO amana_service;
GRANT SELECT ON TABLE amana.policy_draft_text TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.policy_text TO amana_service;
GRANT SELECT ON TABLE amana.policy_text TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.policy_version TO amana_service;
GRANT SELECT ON TABLE amana.policy_version TO amana_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.rate TO amana_platform;
GRANT SELECT ON TABLE amana.rate TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.reading TO amana_service;
GRANT SELECT ON TABLE amana.reading TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.reading_decision TO amana_service;
GRANT SELECT ON TABLE amana.reading_decision TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.reading_proposal TO amana_service;
GRANT SELECT ON TABLE amana.reading_proposal TO amana_backup;

GRANT SELECT,INSERT,DELETE ON TABLE amana.record TO amana_service;
GRANT SELECT ON TABLE amana.record TO amana_backup;

GRANT UPDATE(version) ON TABLE amana.record TO amana_service;

GRANT UPDATE(sealed) ON TABLE amana.record TO amana_service;

GRANT UPDATE(policy_version) ON TABLE amana.record TO amana_service;

GRANT UPDATE(occasion) ON TABLE amana.record TO amana_service;

GRANT UPDATE(origin) ON TABLE amana.record TO amana_service;

GRANT UPDATE(source) ON TABLE amana.record TO amana_service;

GRANT UPDATE(imported) ON TABLE amana.record TO amana_service;

GRANT UPDATE(automated) ON TABLE amana.record TO amana_service;

GRANT UPDATE(expires_at) ON TABLE amana.record TO amana_service;

GRANT UPDATE(at) ON TABLE amana.record TO amana_service;

GRANT UPDATE(entry) ON TABLE amana.record TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.record_map TO amana_service;
GRANT SELECT ON TABLE amana.record_map TO amana_backup;

GRANT SELECT,INSERT ON TABLE amana.record_past TO amana_service;
GRANT SELECT ON TABLE amana.record_past TO amana_backup;

GRANT SELECT,INSERT,DELETE ON TABLE amana.record_purpose TO amana_service;
GRANT SELECT ON TABLE amana.record_purpose TO amana_backup;

GRANT UPDATE(objected) ON TABLE amana.record_purpose TO amana_service;

GRANT SELECT,INSERT,DELETE ON TABLE amana.record_recipient TO amana_service;
GRANT SELECT ON TABLE amana.record_recipient TO amana_backup;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.scheduled_run TO amana_worker;
GRANT SELECT ON TABLE amana.scheduled_run TO amana_platform;
GRANT SELECT ON TABLE amana.scheduled_run TO amana_service;
GRANT SELECT ON TABLE amana.scheduled_run TO amana_watch;
GRANT SELECT ON TABLE amana.scheduled_run TO amana_backup;

GRANT SELECT ON TABLE amana.service TO amana_service;
GRANT SELECT ON TABLE amana.service TO amana_platform;
GRANT SELECT ON TABLE amana.service TO amana_sequencer;
GRANT SELECT ON TABLE amana.service TO amana_worker;
GRANT SELECT ON TABLE amana.service TO amana_watch;
GRANT SELECT ON TABLE amana.service TO amana_backup;

GRANT UPDATE(state) ON TABLE amana.service TO amana_service;

GRANT UPDATE(reason) ON TABLE amana.service TO amana_service;

GRANT UPDATE(changed_at) ON TABLE amana.service TO amana_service;

GRANT SELECT,DELETE ON TABLE amana.suppressed TO amana_service;
GRANT SELECT ON TABLE amana.suppressed TO amana_backup;

GRANT INSERT(service) ON TABLE amana.suppressed TO amana_service;

GRANT INSERT(kind) ON TABLE amana.suppressed TO amana_service;

GRANT INSERT(look) ON TABLE amana.suppressed TO amana_service;

GRANT INSERT(why) ON TABLE amana.suppressed TO amana_service;

GRANT SELECT,INSERT ON TABLE amana.turn TO amana_service;
GRANT SELECT ON TABLE amana.turn TO amana_backup;

GRANT UPDATE(name) ON TABLE amana.turn TO amana_service;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE amana.worker TO amana_worker;
GRANT SELECT ON TABLE amana.worker TO amana_platform;
GRANT SELECT ON TABLE amana.worker TO amana_watch;
GRANT SELECT ON TABLE amana.worker TO amana_backup;
