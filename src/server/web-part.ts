/**
 * The web application as a part of the running program: served as it was built, and built first where it is missing or
 * older than its sources. The API does not wait for that.
 */
import { checkout, type Environment } from './environment.ts'
import type { Part } from './start.ts'
import { build, folderOf, isBuilt, removeLeftOvers } from './web/build.ts'
import { following, readSite, type Site } from './web/site.ts'

/** What there is to serve: a site, or why there is none. */
export type Web = { site: Site | null; why: 'absent' | 'building' | 'failed' }

const webs = new WeakMap<Environment, Web>()

/** The web application of a running program; absent where its part was not started. */
export function webOf(environment: Environment): Web {
  const found = webs.get(environment) ?? { site: null, why: 'absent' }
  webs.set(environment, found)
  return found
}

/** Where the application is, and who builds it: a test brings its own. */
export interface WebSettings {
  readonly folder: string
  readonly build: typeof build
  readonly say: (line: string) => void
}

export const webIn =
  ({ folder, build: make, say }: WebSettings): Part =>
  async (environment) => {
    const web = webOf(environment)
    const stopping = new AbortController()
    const show = async () => {
      const next = await readSite(folderOf(folder))
      if (next) web.site = following(next, web.site)
    }
    await removeLeftOvers(folder)
    await show()
    if (await isBuilt(folder)) return { stop: async () => undefined }
    web.why = 'building'
    const building = make(folder, stopping.signal).then(
      async () => {
        await show()
        say('The web application is built.')
      },
      (cause: Error) => {
        web.why = 'failed'
        if (!stopping.signal.aborted) say(`The web application could not be built: ${cause.message}\n${mend}`)
      },
    )
    return {
      says: ['The web application is new here or has changed, and is being built …'],
      async stop() {
        stopping.abort()
        await building
      },
    }
  }

const mend = 'The API answers all the same. Mend what is said above, run "npm run build" and start again.'

export const web: Part = webIn({ folder: checkout, build, say: console.log })
