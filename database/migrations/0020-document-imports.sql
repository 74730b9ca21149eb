-- Files on their way into the registry. They are kept until they are confirmed, refused or discarded, and no longer.
create table registry.document_import (
  jurisdiction_id uuid not null references platform.jurisdiction,
  document_import_id uuid not null,
  started_by uuid,
  started_by_name text not null,
  started_at timestamptz not null,
  file_count int not null default 0,
  primary key (jurisdiction_id, document_import_id)
);
create index document_import_newest on registry.document_import (jurisdiction_id, started_at desc, document_import_id desc);

create table registry.import_file (
  jurisdiction_id uuid not null,
  document_import_id uuid not null,
  ordinal int not null,
  file_name text,
  meta json not null,
  state text not null check (state in ('QUEUED', 'TO_CORRECT', 'READY', 'CONFIRMING', 'CONFIRMED', 'REFUSED', 'DISCARDED')),
  content bytea,
  source_text text,
  file_hash text,
  corrections json not null default '[]',
  refusal json,
  summary json,
  document_id uuid,
  -- whoever asked for its import, while it is under way
  acting_for uuid,
  acting_name text,
  version int not null default 1,
  primary key (jurisdiction_id, document_import_id, ordinal),
  foreign key (jurisdiction_id, document_import_id) references registry.document_import,
  foreign key (jurisdiction_id, document_id) references registry.document,
  constraint import_file_kept check (state not in ('CONFIRMED', 'REFUSED', 'DISCARDED') or (content is null and source_text is null)),
  constraint import_file_read check (state not in ('TO_CORRECT', 'READY', 'CONFIRMING') or (source_text is not null and file_hash is not null)),
  constraint import_file_confirmed check ((state = 'CONFIRMED') = (document_id is not null)),
  constraint import_file_refused check (state <> 'REFUSED' or refusal is not null)
);

create function registry.refuse_correction_change() returns trigger language plpgsql as $$
begin
  raise exception 'a correction is history' using errcode = 'restrict_violation', constraint = 'registry_history_immutable';
end $$;

-- What a person changed of the reading of a document. The source stands in the document and is never changed.
create table registry.document_correction (
  jurisdiction_id uuid not null,
  document_id uuid not null,
  ordinal int not null,
  path text not null,
  start_offset int not null,
  end_offset int not null,
  field text not null check (field in ('DEPARTMENT', 'PARTNERS', 'KIND', 'VERBS', 'BOUNDS', 'TAKEN_IN', 'TAKEN_OUT', 'CHECKED')),
  before json,
  after json,
  corrected_by text not null,
  recorded_at timestamptz not null,
  primary key (jurisdiction_id, document_id, ordinal),
  foreign key (jurisdiction_id, document_id) references registry.document,
  constraint document_correction_span check (0 <= start_offset and start_offset < end_offset)
);
create trigger document_correction_history before update or delete on registry.document_correction for each row execute function registry.refuse_correction_change();
create index document_same_text on registry.document (jurisdiction_id, file_hash);
