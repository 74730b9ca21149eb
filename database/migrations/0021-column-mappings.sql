-- How the columns of a template of lists are read, as a person chose. The key is a hash: headings may be longer than an index takes.
create table registry.column_mapping (
  jurisdiction_id uuid not null references platform.jurisdiction,
  template_hash text not null,
  version int not null,
  template text not null,
  columns json not null,
  decided_by text not null,
  recorded_at timestamptz not null,
  superseded_at timestamptz,
  primary key (jurisdiction_id, template_hash, version)
);
create unique index column_mapping_current on registry.column_mapping (jurisdiction_id, template_hash) where superseded_at is null;
create trigger column_mapping_history before update or delete on registry.column_mapping for each row execute function registry.refuse_history_change();
