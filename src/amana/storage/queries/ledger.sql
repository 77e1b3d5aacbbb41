-- name: waits
-- Tells whether anything below the oldest transaction at work waits.
select exists (
    select from entry
    where service = %(service)s
        and (xact::text)::bigint >= %(next_xact)s::bigint
        and (xact::text)::bigint < %(horizon)s::bigint
        and ((xact::text)::bigint, id) > (%(next_xact)s::bigint, %(last_entry)s::uuid)
) as any;

-- name: take_turn
-- Takes this service's turn until the transaction ends; no row if another has it. No role of a service can lock it.
select service from ledger where service = %(service)s for no key update skip locked;

-- name: room
-- Lets a batch be sorted in memory, until the transaction ends.
select set_config('work_mem', '64MB', true);

-- name: found
-- Lays down an empty log where there is none.
insert into ledger (service, origin, size, root, next_xact, last_entry, checkpoint)
values (%(service)s, %(origin)s, 0, %(root)s, '0', '00000000-0000-0000-0000-000000000000', %(checkpoint)s)
on conflict (service) do nothing;

-- name: standing
-- Says where the log stands, and the oldest transaction that is still at work.
select origin, size, root, (next_xact::text)::bigint as next_xact, last_entry, checkpoint,
    (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint as horizon
from ledger where service = %(service)s;

-- name: edge
-- Gives the tiles at the right edge that are not full: for each level, where its next hash goes.
select t.level, t.hashes
from unnest(%(levels)s::smallint[], %(indexes)s::bigint[]) as at (level, index)
join ledger_tile t on t.service = %(service)s and t.level = at.level and t.index = at.index;

-- name: take
-- Puts the next leaves, in order of transaction and id, below a transaction, into bundles; gives for each bundle the hashes of its new leaves.
with taken as materialized (
    select id, (xact::text)::bigint as xact, header || commitment as leaf
    from entry
    where service = %(service)s
        and (xact::text)::bigint >= %(next_xact)s::bigint
        and (xact::text)::bigint < %(below)s::bigint
        and ((xact::text)::bigint, id) > (%(next_xact)s::bigint, %(last_entry)s::uuid)
    order by (xact::text)::bigint, id
    limit %(limit)s
), placed as (
    select id, xact, leaf, %(size)s::bigint + row_number() over (order by xact, id) - 1 as position
    from taken
), bundled as materialized (
    select position / 256 as index, array_agg(id order by position) as entries,
        -- A leaf's length in sixteen bits, big end first (C2SP tlog-tiles).
        string_agg(substring(int4send(length(leaf)) from 3) || leaf, '' order by position) as leaves,
        string_agg(sha256('\x00' || leaf), '' order by position) as hashes,
        max(xact) as xact
    from placed group by position / 256
), put as (
    insert into ledger_bundle (service, index, leaves, entries, first_entry, last_entry)
    select %(service)s, index, leaves, entries,
        (select id from unnest(entries) as id order by id limit 1),
        (select id from unnest(entries) as id order by id desc limit 1)
    from bundled
    on conflict (service, index) do update set
        leaves = ledger_bundle.leaves || excluded.leaves,
        entries = ledger_bundle.entries || excluded.entries,
        first_entry = least(ledger_bundle.first_entry, excluded.first_entry),
        last_entry = greatest(ledger_bundle.last_entry, excluded.last_entry)
)
select hashes, xact, entries[cardinality(entries)] as last_entry from bundled order by index;

-- name: put_tiles
-- Writes a row for each tile; a tile that was partial grows in its row.
insert into ledger_tile (service, level, index, hashes)
select %(service)s, level, index, hashes
from unnest(%(levels)s::smallint[], %(indexes)s::bigint[], %(hashes)s::bytea[])
    as fresh (level, index, hashes)
on conflict (service, level, index) do update set hashes = excluded.hashes;

-- name: put_bundle
-- Writes the row of an entry bundle; a bundle that was partial grows in its row.
insert into ledger_bundle (service, index, leaves, entries, first_entry, last_entry)
values (%(service)s, %(index)s, %(leaves)s, %(entries)s, %(first_entry)s, %(last_entry)s)
on conflict (service, index) do update set
    leaves = ledger_bundle.leaves || excluded.leaves,
    entries = ledger_bundle.entries || excluded.entries,
    first_entry = least(ledger_bundle.first_entry, excluded.first_entry),
    last_entry = greatest(ledger_bundle.last_entry, excluded.last_entry);

-- name: move_on
-- Says where the log stands now.
update ledger set size = %(size)s, root = %(root)s, next_xact = (%(next_xact)s::text)::xid8,
    last_entry = %(last_entry)s, checkpoint = %(checkpoint)s
where service = %(service)s;

-- name: reach
-- Remembers that all below this transaction is taken, where there was nothing to take.
update ledger set next_xact = (%(next_xact)s::text)::xid8,
    last_entry = '00000000-0000-0000-0000-000000000000'
where service = %(service)s;

-- name: tile
-- Gives the hashes of a tile.
select hashes from ledger_tile
where service = %(service)s and level = %(level)s and index = %(index)s;

-- name: bundle
-- Gives the leaves of an entry bundle.
select leaves from ledger_bundle where service = %(service)s and index = %(index)s;

-- name: bundles
-- Gives the leaves of the entry bundles from one index up to another.
select index, leaves as data from ledger_bundle
where service = %(service)s and index >= %(first)s and index < %(end)s order by index;

-- name: tiles
-- Gives the hashes of a level's tiles from one index up to another.
select index, hashes as data from ledger_tile
where service = %(service)s and level = %(level)s and index >= %(first)s and index < %(end)s
order by index;

-- name: checkpoint_and_places
-- Says the latest checkpoint, and finds the places and leaf hashes of many entries; one row without an entry where none is sequenced.
select s.checkpoint, b.entry, b.index * 256 + b.place as position,
    substring(t.hashes from b.place * 32 + 1 for 32) as leaf_hash
from ledger s
left join (
    unnest(%(entries)s::uuid[]) as a (entry)
    cross join lateral (
        select l.index, array_position(l.entries, a.entry) - 1 as place, a.entry
        from ledger_bundle l
        where l.service = %(service)s and l.last_entry >= a.entry and l.first_entry <= a.entry
            and a.entry = any (l.entries)
        order by l.last_entry
        limit 1
    ) b
    join ledger_tile t on t.service = %(service)s and t.level = 0 and t.index = b.index
) on true
where s.service = %(service)s;

-- name: tiles_at
-- Gives the hashes of tiles here and there.
select t.level, t.index, t.hashes
from unnest(%(levels)s::smallint[], %(indexes)s::bigint[]) as at (level, index)
join ledger_tile t on t.service = %(service)s and t.level = at.level and t.index = at.index;

-- name: places
-- Finds the places and leaf hashes of many entries; no row for one that is not sequenced.
select b.entry, b.index * 256 + b.place as position,
    substring(t.hashes from b.place * 32 + 1 for 32) as leaf_hash
from unnest(%(entries)s::uuid[]) as a (entry)
cross join lateral (
    select a.entry, l.index, array_position(l.entries, a.entry) - 1 as place
    from ledger_bundle l
    where l.service = %(service)s and l.last_entry >= a.entry and l.first_entry <= a.entry
        and a.entry = any (l.entries)
    order by l.last_entry
    limit 1
) b
join ledger_tile t on t.service = %(service)s and t.level = 0 and t.index = b.index;

-- name: lag
-- Counts what is committed and not sequenced, with the id of the oldest.
select count(*) as waiting, min(e.id::text collate "C")::uuid as oldest
from entry e left join ledger l on l.service = e.service
where e.service = %(service)s
    and (e.xact::text)::bigint >= coalesce((l.next_xact::text)::bigint, 0)
    and (l.service is null or (e.xact, e.id) > (l.next_xact, l.last_entry));

-- name: clocks
-- Says the time, and the latest entry in any ledger, whose id begins with its instant.
select clock_timestamp() as now, (
    select b.last_entry from ledger l cross join lateral (
        select last_entry from ledger_bundle where service = l.service order by index desc limit 1
    ) b order by b.last_entry desc limit 1
) as latest;

-- name: hold
-- Says where the log stands and keeps everybody else from going on with it.
select origin, size, root, (next_xact::text)::bigint as next_xact, last_entry, checkpoint
from ledger where service = %(service)s for update;

-- name: waiting
-- Lists the entries that stand in no bundle: whatever any server counted, the log has not taken them.
select e.id, e.header || e.commitment as leaf from entry e
where e.service = %(service)s and not exists (
    select from (
        select unnest(b.entries) as id from ledger_bundle b where b.service = %(service)s
    ) taken where taken.id = e.id);

-- name: settle_entries
-- Gives this transaction to entries that wait, and one long past to those in the log that it does not surpass.
update entry set xact = case when id = any (%(waiting)s::uuid[]) then pg_current_xact_id() else '3' end
where service = %(service)s and (id = any (%(waiting)s::uuid[])
    or (xact::text)::bigint >= (pg_current_xact_id()::text)::bigint);

-- name: settle
-- Says that the log has taken all up to this transaction.
update ledger set next_xact = pg_current_xact_id(),
    last_entry = '00000000-0000-0000-0000-000000000000'
where service = %(service)s;

-- name: restored
-- Tells how the log went on after a restore; no row if it did not yet.
select held, size, lost, waiting from ledger_restore
where service = %(service)s and restore = %(restore)s;

-- name: put_restored
-- Remembers how the log went on after a restore.
insert into ledger_restore (service, restore, held, size, lost, waiting)
values (%(service)s, %(restore)s, %(held)s, %(size)s, %(lost)s, %(waiting)s);

-- name: at_work
-- Gives the oldest transaction that has written and is still at work, and whether a service's login locks a whole table.
select case when pg_snapshot_xmin(s) < pg_snapshot_xmax(s) then (pg_snapshot_xmin(s)::text)::bigint end as oldest,
    exists (
        select from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where l.locktype = 'relation' and l.granted and starts_with(a.usename::text, 'amana_s_')
            and l.mode not in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')
    ) as locked
from pg_current_snapshot() as s;

-- name: latest_key
-- Says which key of the log is at work, and whether the one before signs too; no row for the first.
select number, overlaps_until > transaction_timestamp() as overlaps from ledger_succession
where service = %(service)s order by number desc limit 1;

-- name: count_keys
-- Counts the notes by which keys of the log named the next.
select count(*) as count from ledger_succession where service = %(service)s;

-- name: successions
-- Gives the notes by which keys of the log named the next, from a number on.
select number, note from ledger_succession
where service = %(service)s and number >= %(first)s order by number;

-- name: put_succession
-- Adds the note by which a key of the log names the next; for a time both sign.
insert into ledger_succession (service, number, note, overlaps_until)
values (%(service)s, %(number)s, %(note)s, transaction_timestamp() + %(overlap)s)
on conflict (service, number) do nothing;

-- name: sign_again
-- Puts other signatures under where the log stands.
update ledger set checkpoint = %(checkpoint)s where service = %(service)s;
