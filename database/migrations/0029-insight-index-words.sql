-- Finding a record by the beginning of any word of its name or number. A condition with `like` or a trigram cannot use an
-- index under row-level security (its operators might tell of other firms' rows), a comparison of text can; so each word
-- is a row, kept by triggers on the few tables that have names, and no extension is needed.
-- Filling it reads those tables once.

create schema insight;
comment on schema insight is 'What reads over all rooms: the words by which records are found.';
grant usage on schema insight to throughline_runtime;

create table insight.word (
  tenant_id uuid not null default kernel.tenant_id(),
  kind text not null,
  object_id uuid not null,
  word text not null,
  constraint word_pkey primary key (tenant_id, kind, object_id, word)
);
select kernel.protect('insight.word');
comment on table insight.word is 'A word of the name or number of a record, in lower case.';
create index word_begins on insight.word (tenant_id, kind, word text_pattern_ops);

-- The words of some texts: each text between blanks as it is, and its parts between signs.
create function insight.words_of(texts text[]) returns setof text
language sql immutable parallel safe
begin atomic
  select distinct left(split.part, 60)
  from unnest(texts) as given (value)
    cross join lateral regexp_split_to_table(lower(given.value), '\s+') as word (value)
    cross join lateral (
      select word.value
      union all
      select regexp_split_to_table(word.value, '[^[:alnum:]]+')
    ) as split (part)
  where split.part <> '';
end;

-- Keeps the words of a row: the first argument is the kind, the others are the columns.
create function insight.keep_words() returns trigger
language plpgsql
as $$
declare
  fields jsonb := to_jsonb(new);
begin
  if tg_op = 'UPDATE' then
    delete from insight.word
    where tenant_id = new.tenant_id and kind = tg_argv[0] and object_id = new.id;
  end if;
  insert into insight.word (tenant_id, kind, object_id, word)
  select new.tenant_id, tg_argv[0], new.id, word
  from insight.words_of(array(select fields ->> name from unnest(tg_argv[1:]) as name)) as word;
  return null;
end
$$;

create function insight.forget_words() returns trigger
language plpgsql
as $$
begin
  delete from insight.word
  where tenant_id = old.tenant_id and kind = tg_argv[0] and object_id = old.id;
  return null;
end
$$;

-- Makes a table findable: its triggers, and the words of the rows it has.
create procedure insight.index_table(target regclass, kind text, columns text[])
language plpgsql
as $$
begin
  execute format(
    'create trigger insight_words after insert or update of %s on %s for each row execute function insight.keep_words(%s)',
    array_to_string(columns, ', '), target,
    (select string_agg(quote_literal(argument), ', ') from unnest(kind || columns) as argument));
  execute format(
    'create trigger insight_words_gone after delete on %s for each row execute function insight.forget_words(%L)', target, kind);
end
$$;

call insight.index_table('clients.client', 'client', array['number', 'name', 'legal_name']);
call insight.index_table('clients.contact', 'contact', array['name', 'email']);
call insight.index_table('people.person', 'person', array['number', 'name', 'email']);
call insight.index_table('opportunities.opportunity', 'opportunity', array['name', 'external_id']);
call insight.index_table('quotes.quote', 'quote', array['number', 'title']);
call insight.index_table('contracts.contract', 'contract', array['number', 'title']);
call insight.index_table('projects.project', 'project', array['number', 'name']);
call insight.index_table('projects.work_package', 'work_package', array['code', 'title']);
call insight.index_table('billing.invoice', 'invoice', array['number']);
call insight.index_table('collections.receipt', 'receipt', array['bank_reference', 'reference']);
drop procedure insight.index_table;

-- Rows that are there already belong to tenants, whose rows even their owner sees one tenant at a time.
do $$
declare
  tenant uuid;
begin
  for tenant in select id from access.tenant loop
    perform set_config('throughline.tenant', tenant::text, true);
    insert into insight.word (tenant_id, kind, object_id, word)
    select tenant, record.kind, record.id, word
    from (
      select 'client' as kind, id, array[number, name, legal_name] as texts from clients.client
      union all select 'contact', id, array[name, email] from clients.contact
      union all select 'person', id, array[number, name, email] from people.person
      union all select 'opportunity', id, array[name, external_id] from opportunities.opportunity
      union all select 'quote', id, array[number, title] from quotes.quote
      union all select 'contract', id, array[number, title] from contracts.contract
      union all select 'project', id, array[number, name] from projects.project
      union all select 'work_package', id, array[code, title] from projects.work_package
      union all select 'invoice', id, array[number] from billing.invoice
      union all select 'receipt', id, array[bank_reference, reference] from collections.receipt
    ) as record
      cross join lateral insight.words_of(record.texts) as word;
  end loop;
  perform set_config('throughline.tenant', '', true);
end
$$;
