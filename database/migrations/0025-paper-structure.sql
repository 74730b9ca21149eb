-- What a 三定 text sets up beside its duties: internal offices, approved posts, and rules that divide work with others. Written with the paper and never changed;
-- offsets point into its text.
create table registry.internal_office (
  jurisdiction_id uuid not null,
  document_id uuid not null,
  ordinal int not null,
  name text not null,
  path text not null,
  start_offset int not null,
  end_offset int not null,
  -- its duties
  duty_clause_ids uuid[] not null default '{}',
  primary key (jurisdiction_id, document_id, ordinal),
  foreign key (jurisdiction_id, document_id) references registry.document,
  constraint internal_office_span check (0 <= start_offset and start_offset < end_offset)
);

create table registry.staffing (
  jurisdiction_id uuid not null,
  document_id uuid not null,
  ordinal int not null,
  duty_clause_id uuid not null,
  -- approved posts; absent where the clause speaks of leaders alone
  posts int,
  -- each title with its number
  leaders json not null,
  primary key (jurisdiction_id, document_id, ordinal),
  foreign key (jurisdiction_id, document_id) references registry.document,
  foreign key (jurisdiction_id, duty_clause_id) references registry.duty_clause,
  constraint staffing_posts check (posts is null or posts >= 0)
);

create table registry.division_rule (
  jurisdiction_id uuid not null,
  document_id uuid not null,
  ordinal int not null,
  -- the clause that names the other side
  duty_clause_id uuid not null,
  with_names text[] not null,
  mechanism_clause_ids uuid[] not null default '{}',
  start_offset int not null,
  end_offset int not null,
  primary key (jurisdiction_id, document_id, ordinal),
  foreign key (jurisdiction_id, document_id) references registry.document,
  foreign key (jurisdiction_id, duty_clause_id) references registry.duty_clause,
  constraint division_rule_span check (0 <= start_offset and start_offset < end_offset)
);

create table registry.division_side (
  jurisdiction_id uuid not null,
  document_id uuid not null,
  rule_ordinal int not null,
  ordinal int not null,
  owner text not null,
  department_id uuid,
  duty_clause_ids uuid[] not null,
  primary key (jurisdiction_id, document_id, rule_ordinal, ordinal),
  foreign key (jurisdiction_id, document_id, rule_ordinal) references registry.division_rule,
  foreign key (jurisdiction_id, department_id) references registry.department
);
create index division_side_department on registry.division_side (jurisdiction_id, department_id);
