/** The settings of the PostgreSQL we start ourselves. */

/** Fits a machine of two cores and a few gigabytes; a commit is on the disk before it is answered. */
const ordinary = {
  listen_addresses: '127.0.0.1',
  // In the folder of the files, which only its own user can enter.
  unix_socket_directories: '.',
  max_connections: '60',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  wal_buffers: '16MB',
  min_wal_size: '256MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  jit: 'off',
  io_workers: '2',
  max_parallel_workers_per_gather: '1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] %d ',
  log_checkpoints: 'off',
}

/** For data that nobody will miss: tests, and nothing else. */
const throwAway = {
  ...ordinary,
  max_connections: '200',
  shared_buffers: '128MB',
  min_wal_size: '80MB',
  max_wal_size: '512MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
}

/** The command-line options of `postgres` that set what we need; nothing is read from edited configuration files first. */
export function settingsAsOptions(durable: boolean, port: number): string[] {
  const settings = { ...(durable ? ordinary : throwAway), port: String(port) }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
