-- What was decided on a state that another transaction has changed meanwhile is decided again: the write path tries a
-- transaction anew that fails as one that does not serialise.

create function kernel.moved(what text) returns integer
language plpgsql
as $$
begin
  raise exception '%', what using errcode = 'serialization_failure';
end
$$;
comment on function kernel.moved(text) is 'Fails the transaction so that it is tried again: what it was decided on has changed.';
