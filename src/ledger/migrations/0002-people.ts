// Who may use the page, who is logged in there, and how often somebody failed to. Nothing here is needed to sort mail.
import type { Step } from './step.js'

export const people: Step = ({ integer, table }) => [
  `create table people (
    name text primary key,
    display_name text not null,
    source text not null check (source in ('local', 'oidc')),
    subject text unique, -- issuer and subject of an OpenID Connect login
    password_hash text,
    roles text not null,
    departments text,
    is_active ${integer} not null default 1,
    created_at text not null,
    last_login_at text,
    check ((source = 'oidc') = (subject is not null)),
    check (source = 'oidc' or password_hash is not null)
  ) ${table}`,

  `create table sessions (
    id_hash text primary key, -- the id itself is known to the browser alone
    name text not null references people (name),
    began_at text not null,
    seen_at text not null,
    flash text,
    logout_hint text
  ) ${table}`,
  'create index sessions_of_person on sessions (name)',

  `create table login_failures (
    key text primary key, -- a hash: neither a name nor an address can be read from it
    count ${integer} not null,
    since text not null
  ) ${table}`,

  'create index audit_of_actor on audit (actor, seq)',
]
