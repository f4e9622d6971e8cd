import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { runtimeRole } from '#kernel/migrate.ts'

/** Graphile worker explains itself at length; what matters to us comes back as errors. */
export const quiet = new Logger(() => () => undefined)

/**
 * Brings the schema of graphile worker to its newest version, and lets the runtime role work in it. It enables
 * row-level security on its tables without a policy, so that only their owner sees them; a job of ours carries
 * nothing but ids, so the runtime role may see them all. Run by the owner at start, before the worker; safe to repeat
 * and to run on several nodes at once.
 */
export async function migrateWorker(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query('select pg_advisory_lock(hashtextextended($1, 0))', ['exchange.migrateWorker'])
    await runMigrations({ connectionString: ownerUrl, logger: quiet })
    await owner.query(`
      grant usage on schema graphile_worker to ${runtimeRole};
      grant select, insert, update, delete on all tables in schema graphile_worker to ${runtimeRole};
      grant usage, select on all sequences in schema graphile_worker to ${runtimeRole};
      grant execute on all functions in schema graphile_worker to ${runtimeRole};
      revoke insert, update, delete on graphile_worker.migrations from ${runtimeRole};
      do $$
      declare target regclass;
      begin
        for target in
          select c.oid from pg_class c
          where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
            and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'runtime')
        loop
          execute format('create policy runtime on %s to ${runtimeRole} using (true) with check (true)', target);
        end loop;
      end
      $$`)
  } finally {
    await owner.end()
  }
}
