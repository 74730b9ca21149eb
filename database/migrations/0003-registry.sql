create schema registry;

create table registry.department (
  jurisdiction_id uuid not null references platform.jurisdiction,
  department_id uuid not null,
  code text not null,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('PARTY_ORGAN', 'GOVERNMENT_DEPARTMENT', 'VERTICAL_AGENCY', 'MASS_ORGANIZATION', 'PUBLIC_INSTITUTION', 'PUBLIC_ENTERPRISE', 'TOWNSHIP')),
  superior text,
  secondary_names text[] not null default '{}',
  valid_from timestamptz not null,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  version int not null default 1,
  primary key (jurisdiction_id, department_id),
  constraint department_code_taken unique (jurisdiction_id, code),
  constraint department_period check (valid_to is null or valid_to > valid_from)
);

create table registry.department_alias (
  jurisdiction_id uuid not null,
  department_id uuid not null,
  name text not null,
  valid_from timestamptz,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  primary key (jurisdiction_id, department_id, name),
  foreign key (jurisdiction_id, department_id) references registry.department
);

-- On merge, split and rename: who carries on, from when, and with which part.
create table registry.department_successor (
  jurisdiction_id uuid not null,
  department_id uuid not null,
  successor_id uuid not null,
  scope text not null default '',
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction_id, department_id, successor_id, scope),
  foreign key (jurisdiction_id, department_id) references registry.department,
  foreign key (jurisdiction_id, successor_id) references registry.department
);

-- One immutable version of a paper; a reissue is a new row that names the one before.
create table registry.document (
  jurisdiction_id uuid not null references platform.jurisdiction,
  document_id uuid not null,
  kind text not null,
  title text not null,
  document_number text,
  department_id uuid,
  previous_document_id uuid,
  valid_from timestamptz not null,
  valid_to timestamptz,
  recorded_at timestamptz not null,
  file_name text,
  file_hash text not null,
  source_text text not null,
  not_understood json not null,
  primary key (jurisdiction_id, document_id),
  foreign key (jurisdiction_id, department_id) references registry.department,
  foreign key (jurisdiction_id, previous_document_id) references registry.document
);
create index document_department on registry.document (jurisdiction_id, department_id, kind);

create table registry.duty_clause (
  jurisdiction_id uuid not null,
  duty_clause_id uuid not null,
  document_id uuid not null,
  department_id uuid,
  ordinal int not null,
  path text not null,
  clause_kind text not null,
  text text not null,
  start_offset int not null,
  end_offset int not null,
  verbs json not null,
  partners json not null,
  boundary json not null,
  scope text[] not null default '{}',
  no_lead boolean not null,
  search tsvector not null,
  primary key (jurisdiction_id, duty_clause_id),
  foreign key (jurisdiction_id, document_id) references registry.document,
  foreign key (jurisdiction_id, department_id) references registry.department,
  constraint duty_clause_span check (0 <= start_offset and start_offset < end_offset)
);
create index duty_clause_search on registry.duty_clause using gin (search);
create index duty_clause_document on registry.duty_clause (jurisdiction_id, document_id, ordinal);
create index duty_clause_department on registry.duty_clause (jurisdiction_id, department_id);

create table registry.matter (
  jurisdiction_id uuid not null references platform.jurisdiction,
  matter_id uuid not null,
  parent_id uuid,
  code text not null,
  name text not null,
  is_class boolean not null,
  description text not null default '',
  includes text[] not null default '{}',
  excludes text[] not null default '{}',
  keywords text[] not null default '{}',
  search tsvector not null,
  version int not null default 1,
  primary key (jurisdiction_id, matter_id),
  constraint matter_code_taken unique (jurisdiction_id, code),
  foreign key (jurisdiction_id, parent_id) references registry.matter
);
create index matter_search on registry.matter using gin (search);
