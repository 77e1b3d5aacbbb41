-- before: new code needs it
-- That somebody signed in, or may, holds with a mark under the ring's key over whose it is: with a
-- service's login alone nobody signs in as anybody.
alter table person_session add column mark bytea check (length(mark) = 32);
alter table hand_over add column mark bytea check (length(mark) = 32);
alter table identity_check add column mark bytea check (length(mark) = 32);
alter table person_subject add column mark bytea check (length(mark) = 32);
alter table person_password add column mark bytea check (length(mark) = 32);
grant insert (mark) on person_session, hand_over, identity_check, person_subject to amana_service;
grant insert (mark), update (mark) on person_password to amana_service;
