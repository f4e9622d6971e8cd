-- A business-rule task may ask for the version of a decision that carries a tag, as the model says it with zeebe:versionTag.
-- Versions deployed before have none known; the column is added without a rewrite of the table.
alter table decisions.decision
  add column version_tag text;

comment on column decisions.decision.version_tag is 'What the model calls this version; several versions may carry the same tag, the highest of them is meant.';

create index decision_version_tag on decisions.decision (tenant_id, key, version_tag, version) where version_tag is not null;
