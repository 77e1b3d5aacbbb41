-- after: the release before this one still reads them
-- Links and sessions are of members now; whoever was signed in before signs in again.
drop table sign_in_link, console_session;
