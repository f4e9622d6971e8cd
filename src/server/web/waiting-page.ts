/** The page in the place of a web application that is not there. */
import { html } from '../html.ts'
import type { Web } from '../web-part.ts'

const words: Readonly<Record<Web['why'], string>> = {
  building:
    'The web application is being built, which takes some seconds once. This page looks again by itself.',
  failed:
    'The web application could not be built; the window in which Throughline was started says why. Mend that, run “npm run build” and start Throughline again.',
  absent: 'There is no built web application here. “npm run build” makes it; then start Throughline again.',
}

export function waitingPage(why: Web['why']): string {
  return `<!doctype html>${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${why === 'building' ? html`<meta http-equiv="refresh" content="2">` : html``}
<title>Throughline</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/reference/style.css">
</head>
<body>
<header><span class="brand">Throughline</span></header>
<div class="page"><main>
  <h1>Throughline is running</h1>
  <p class="lead">${words[why]}</p>
  <p>The API answers: <a href="/reference">its reference</a> says how.</p>
</main></div>
</body>
</html>`.text
  }`
}
