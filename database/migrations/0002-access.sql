create schema access;

create table access.account (
  jurisdiction_id uuid not null references platform.jurisdiction,
  account_id uuid not null,
  user_name text not null,
  display_name text not null,
  password_hash text not null,
  roles text[] not null default '{}',
  department_id uuid,
  state text not null default 'ACTIVE' check (state in ('ACTIVE', 'DISABLED')),
  failed_sign_ins int not null default 0,
  locked_until timestamptz,
  version int not null default 1,
  primary key (jurisdiction_id, account_id),
  constraint account_user_name_taken unique (jurisdiction_id, user_name),
  -- 三员: an administrator holds that one role and no other
  constraint account_separated_roles check (not (roles && array['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN']) or cardinality(roles) = 1)
);

create table access.session (
  jurisdiction_id uuid not null,
  token_hash text not null,
  account_id uuid not null,
  label text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (jurisdiction_id, token_hash),
  foreign key (jurisdiction_id, account_id) references access.account
);
create index session_account on access.session (jurisdiction_id, account_id);
