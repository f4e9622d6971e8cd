/**
 * Passwords and tokens. Passwords are hashed with argon2id under the OWASP minimum (19 MiB, two passes); tokens
 * are 256 random bits, so one SHA-256 of them is enough.
 */
import { argon2 as argon2WithCallback, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { Refused } from '#kernel/refusal.ts'

const argon2 = promisify(argon2WithCallback)

const MEMORY_KIB = 19_456
const PASSES = 2
const TAG_BYTES = 32
/** Hashing is slow on purpose; more at once than this would starve everything else of processors. */
const WAITING_MAX = 32
let waiting = 0

function derive(password: string, salt: Buffer, memory: number, passes: number): Promise<Buffer> {
  if (waiting >= WAITING_MAX) throw new Refused('too_many_sign_ins')
  waiting += 1
  return argon2('argon2id', {
    message: password.normalize('NFKC'),
    nonce: salt,
    parallelism: 1,
    tagLength: TAG_BYTES,
    memory,
    passes,
  }).finally(() => {
    waiting -= 1
  })
}

/** The hash to keep, in the usual `$argon2id$` text form (PHC string format). */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const tag = await derive(password, salt, MEMORY_KIB, PASSES)
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=1$${text(salt)}$${text(tag)}`
}

/** Does the password fit the hash? Without a hash it takes as long and answers no, so that nobody learns who exists. */
export async function passwordFits(password: string, hash: string | undefined): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(hash ?? '')
  if (!parts) {
    await derive(password, randomBytes(16), MEMORY_KIB, PASSES)
    return false
  }
  const [, memory = '', passes = '', salt = '', tag = ''] = parts
  const wanted = Buffer.from(tag, 'base64')
  const found = await derive(
    password,
    Buffer.from(salt, 'base64'),
    Number.parseInt(memory, 10),
    Number.parseInt(passes, 10),
  )
  return found.length === wanted.length && timingSafeEqual(found, wanted)
}

/** What a token opens: a session of a person, or the door for a program. */
export type TokenKind = 'session' | 'key'

const marks: Readonly<Record<TokenKind, string>> = { session: 'tls', key: 'tlk' }

/**
 * A new token: `tls_<tenant>_<secret>`. It names its tenant, so it is looked up under that tenant's row-level
 * security like everything else.
 */
export function newToken(kind: TokenKind, tenantId: string): { token: string; hash: Buffer } {
  const token = `${marks[kind]}_${tenantId.replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`
  return { token, hash: hashToken(token) }
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** What the text of a token says about itself, or null when it is none of ours. */
export function readToken(token: string): { kind: TokenKind; tenantId: string } | null {
  const parts =
    /^(tls|tlk)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[\w-]{43}$/.exec(token)
  if (!parts) return null
  const [, mark, ...groups] = parts
  return { kind: mark === marks.session ? 'session' : 'key', tenantId: groups.join('-') }
}
