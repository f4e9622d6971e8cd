-- Deployed DMN models: stored once by content, and the versions of the decisions they define.

create schema decisions;
comment on schema decisions is 'FEEL and DMN: the decision models of a firm and the versions in force.';

create table decisions.model (
  tenant_id uuid not null default kernel.tenant_id(),
  id uuid not null,
  namespace text not null,
  name text not null,
  content_hash bytea not null check (length(content_hash) = 32),
  xml text not null,
  created_at timestamptz not null,
  journal_id uuid not null,
  primary key (tenant_id, id),
  unique (tenant_id, content_hash)
);
comment on table decisions.model is
  'A DMN model as it was deployed, once per content. The hash covers the file and the models it imports.';
create index model_namespace on decisions.model (tenant_id, namespace, created_at desc);
select kernel.protect('decisions.model');
select kernel.append_only('decisions.model');

create table decisions.model_import (
  tenant_id uuid not null default kernel.tenant_id(),
  model_id uuid not null,
  namespace text not null,
  imported_id uuid not null,
  primary key (tenant_id, model_id, namespace),
  foreign key (tenant_id, model_id) references decisions.model (tenant_id, id),
  foreign key (tenant_id, imported_id) references decisions.model (tenant_id, id)
);
comment on table decisions.model_import is
  'The model that stood behind an import when a model was deployed; it stays so when the imported one gets a new version.';
create index model_import_imported on decisions.model_import (tenant_id, imported_id);
select kernel.protect('decisions.model_import');
select kernel.append_only('decisions.model_import');

create table decisions.decision (
  tenant_id uuid not null default kernel.tenant_id(),
  key text not null check (key <> ''),
  version integer not null check (version > 0),
  model_id uuid not null,
  name text not null,
  kind text not null check (kind in ('decision', 'service')),
  inputs text[] not null,
  deployed_at timestamptz not null,
  deployed_by uuid not null,
  journal_id uuid not null,
  primary key (tenant_id, key, version),
  foreign key (tenant_id, model_id) references decisions.model (tenant_id, id)
);
comment on table decisions.decision is
  'A version of a decision: which model decides it since when. The highest version is the one in force; earlier ones stay for replay.';
create index decision_model on decisions.decision (tenant_id, model_id);
create index decision_name on decisions.decision (tenant_id, name);
select kernel.protect('decisions.decision');
select kernel.append_only('decisions.decision');
