/** The beginning: what a browser may lack is brought first, then the application is loaded and drawn. */
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global')
const { draw } = await import('./shell/app.tsx')
draw(document.getElementById('root') as HTMLElement)

export {}
