-- The closing of a project is asked for with what was learned, and confirmed, before it happens.
-- Constant defaults only: no rewrite, no long lock.
alter table projects.project
  add column closure text not null default 'none' check (closure in ('none', 'asked', 'confirmed')),
  add column lessons text not null default '',
  add constraint project_closure_complete check (closure = 'none' or state = 'complete');
comment on column projects.project.closure is 'How far the closing of a completed project is.';
comment on column projects.project.lessons is 'What was learned, as told when its closing was asked for.';
