// The frame of every page: head, top with sections and the person, the content, the foot.
import type { Child } from 'hono/jsx'
import type { Visit } from '../request-context.js'
import { FlashAlert } from './alert.js'
import { Icon } from './icon.js'
import { Navigation } from './navigation.js'

interface LayoutProps {
  readonly visit: Visit
  readonly title: string
  readonly children?: Child
  readonly scripts: readonly string[]
}

export const Layout = ({ visit, title, children, scripts }: LayoutProps) => (
  <html
    lang={visit.look.language}
    {...(visit.look.theme === 'auto' ? {} : { 'data-theme': visit.look.theme })}
  >
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{`${title} - ${visit.texts.product}`}</title>
      <link rel="icon" href={`${visit.assets}/mark.svg`} type="image/svg+xml" />
      <link rel="stylesheet" href={`${visit.assets}/css/page.css`} />
      {['page.js', 'keys.js', ...scripts].map((name) => (
        <script src={`${visit.assets}/${name}`} defer></script>
      ))}
    </head>
    <body {...(visit.look.hasKeys ? { 'data-keys': '' } : {})}>
      <a class="skipnav" href="#content">
        {visit.texts.skip}
      </a>
      <Top visit={visit} />
      <main id="content" tabindex={-1}>
        <div class="container">
          <FlashAlert visit={visit} />
          {children}
        </div>
      </main>
      <div id="said" class="sr-only" role="status"></div>
      <Foot visit={visit} />
    </body>
  </html>
)

// ---------------------------------------------------------------------------------------------------------------

const Top = ({ visit }: { readonly visit: Visit }) => (
  <header class="top">
    <div class="container top-line">
      <a class="brand" href="/">
        <img src={`${visit.assets}/mark.svg`} alt="" width="36" height="36" />
        <span>
          <span class="brand-name">{visit.texts.product}</span>
          <span class="brand-of">{visit.organisation}</span>
        </span>
      </a>
      <ul class="personal unstyled-list no-max-width">
        <li>
          <a href={`/look?to=${encodeURIComponent(visit.url)}`}>
            <Icon visit={visit} name="visibility" />
            {visit.texts.look.title}
          </a>
        </li>
        {visit.person ? (
          <li>
            <a href="/account" aria-label={visit.texts.account.open(visit.person.displayName)}>
              <Icon visit={visit} name="account" />
              {visit.person.displayName}
            </a>
          </li>
        ) : undefined}
      </ul>
    </div>
    <div class="container">
      <Navigation visit={visit} />
    </div>
  </header>
)

const Foot = ({ visit }: { readonly visit: Visit }) => (
  <footer class="foot">
    <div class="container">
      <a href={visit.accessibility}>{visit.texts.footer.accessibility}</a>
    </div>
  </footer>
)
