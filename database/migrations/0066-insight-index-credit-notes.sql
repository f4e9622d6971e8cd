-- A credit note is found by its number like the invoice it corrects, and its table says how it is released now. Notes that are there
-- already are few; their words are written tenant by tenant.
create trigger insight_words after insert or update of number on credits.credit_note
  for each row execute function insight.keep_words('credit_note', 'number');
create trigger insight_words_gone after delete on credits.credit_note
  for each row execute function insight.forget_words('credit_note');
comment on table credits.credit_note is
  'A correction of a posted invoice. It is proposed until it is approved and released with its gapless number, and then never changes; one that is rejected stays as it was proposed.';

do $$
declare
  tenant uuid;
begin
  for tenant in select id from access.tenant loop
    perform set_config('throughline.tenant', tenant::text, true);
    insert into insight.word (tenant_id, kind, object_id, word)
    select tenant, 'credit_note', note.id, word
    from credits.credit_note as note
      cross join lateral insight.words_of(array[note.number]) as word;
  end loop;
  perform set_config('throughline.tenant', '', true);
end
$$;
