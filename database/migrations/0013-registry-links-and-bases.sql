-- What a person has said of a matter and a clause: it belongs there or it does not. Who has said nothing is asked by the machine.
create table registry.matter_link (
  jurisdiction_id uuid not null,
  matter_id uuid not null,
  duty_clause_id uuid not null,
  version int not null,
  state text not null check (state in ('CONFIRMED', 'REJECTED')),
  note text not null default '',
  decided_by text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction_id, matter_id, duty_clause_id, version),
  foreign key (jurisdiction_id, matter_id) references registry.matter,
  foreign key (jurisdiction_id, duty_clause_id) references registry.duty_clause
);
create unique index matter_link_current on registry.matter_link (jurisdiction_id, matter_id, duty_clause_id) where superseded_at is null;
create index matter_link_clause on registry.matter_link (jurisdiction_id, duty_clause_id) where superseded_at is null;
create trigger matter_link_history before update or delete on registry.matter_link for each row execute function registry.refuse_history_change();

-- A coded scheme of others (GB/T 39666 and the like), as it came; which of our matters a code stands for is said beside it.
create table registry.matter_scheme (
  jurisdiction_id uuid not null references platform.jurisdiction,
  matter_scheme_id uuid not null,
  name text not null,
  edition text not null default '',
  file_name text not null,
  file_hash text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction_id, matter_scheme_id),
  constraint matter_scheme_name_taken unique (jurisdiction_id, name, edition)
);
create table registry.scheme_code (
  jurisdiction_id uuid not null,
  matter_scheme_id uuid not null,
  code text not null,
  name text not null,
  parent_code text,
  ordinal int not null,
  primary key (jurisdiction_id, matter_scheme_id, code),
  foreign key (jurisdiction_id, matter_scheme_id) references registry.matter_scheme
);
create table registry.scheme_mapping (
  jurisdiction_id uuid not null,
  matter_scheme_id uuid not null,
  code text not null,
  version int not null,
  matter_id uuid not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction_id, matter_scheme_id, code, version),
  foreign key (jurisdiction_id, matter_scheme_id, code) references registry.scheme_code,
  foreign key (jurisdiction_id, matter_id) references registry.matter
);
create unique index scheme_mapping_current on registry.scheme_mapping (jurisdiction_id, matter_scheme_id, code) where superseded_at is null;
create index scheme_mapping_matter on registry.scheme_mapping (jurisdiction_id, matter_id) where superseded_at is null;
create trigger scheme_mapping_history before update or delete on registry.scheme_mapping for each row execute function registry.refuse_history_change();

-- 立改废释: what happened to a document, and what it did to its clauses.
create table registry.basis_change (
  jurisdiction_id uuid not null,
  basis_change_id uuid not null,
  document_id uuid not null,
  kind text not null check (kind in ('ENACT', 'AMEND', 'REPEAL', 'INTERPRET')),
  previous_document_id uuid,
  effective_at timestamptz not null,
  note text not null default '',
  changed_clauses json not null,
  recorded_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction_id, basis_change_id),
  foreign key (jurisdiction_id, document_id) references registry.document,
  foreign key (jurisdiction_id, previous_document_id) references registry.document
);
create index basis_change_newest on registry.basis_change (jurisdiction_id, recorded_at desc, basis_change_id desc);

-- What rests on a changed clause and must be looked at again.
create table registry.basis_watch_item (
  jurisdiction_id uuid not null,
  basis_watch_item_id uuid not null,
  basis_change_id uuid not null,
  target_kind text not null,
  target_id uuid not null,
  label text not null,
  reasons json not null,
  state text not null default 'TO_REVIEW' check (state in ('TO_REVIEW', 'REVIEWED')),
  note text not null default '',
  reviewed_by text,
  reviewed_at timestamptz,
  version int not null default 1,
  primary key (jurisdiction_id, basis_watch_item_id),
  constraint basis_watch_once unique (jurisdiction_id, basis_change_id, target_kind, target_id),
  foreign key (jurisdiction_id, basis_change_id) references registry.basis_change,
  constraint basis_watch_reviewed check ((state = 'REVIEWED') = (reviewed_at is not null and note <> ''))
);
create index basis_watch_open on registry.basis_watch_item (jurisdiction_id, basis_change_id) where state = 'TO_REVIEW';
create index basis_watch_target on registry.basis_watch_item (jurisdiction_id, target_id);
