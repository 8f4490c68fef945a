// The frame of every page: head, top with sections and the person, the content, the foot.
import type { Child } from 'hono/jsx'
import type { RequestContext } from '../request-context.js'
import { FlashAlert } from './alert.js'
import { Icon } from './icon.js'
import { Navigation } from './navigation.js'

interface LayoutProps {
  readonly ctx: RequestContext
  readonly title: string
  readonly children?: Child
  readonly scripts: readonly string[]
}

export const Layout = ({ ctx, title, children, scripts }: LayoutProps) => (
  <html
    lang={ctx.display.language}
    {...(ctx.display.theme === 'auto' ? {} : { 'data-theme': ctx.display.theme })}
  >
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{`${title} - ${ctx.texts.product}`}</title>
      <link rel="icon" href={`${ctx.assets}/mark.svg`} type="image/svg+xml" />
      <link rel="stylesheet" href={`${ctx.assets}/css/page.css`} />
      {['page.js', 'keys.js', ...scripts].map((name) => (
        <script src={`${ctx.assets}/${name}`} defer></script>
      ))}
    </head>
    <body {...(ctx.display.hasKeys ? { 'data-keys': '' } : {})}>
      <a class="skipnav" href="#content">
        {ctx.texts.skip}
      </a>
      <Top ctx={ctx} />
      <main id="content" tabindex={-1}>
        <div class="container">
          <FlashAlert ctx={ctx} />
          {children}
        </div>
      </main>
      <div id="announcement" class="sr-only" role="status"></div>
      <Foot ctx={ctx} />
    </body>
  </html>
)

// ---------------------------------------------------------------------------------------------------------------

const Top = ({ ctx }: { readonly ctx: RequestContext }) => (
  <header class="top">
    <div class="container top-line">
      <a class="brand" href="/">
        <img src={`${ctx.assets}/mark.svg`} alt="" width="36" height="36" />
        <span>
          <span class="brand-name">{ctx.texts.product}</span>
          <span class="brand-of">{ctx.organisation}</span>
        </span>
      </a>
      <ul class="personal unstyled-list no-max-width">
        <li>
          <a href={`/look?to=${encodeURIComponent(ctx.url)}`}>
            <Icon ctx={ctx} name="visibility" />
            {ctx.texts.display.title}
          </a>
        </li>
        {ctx.person ? (
          <li>
            <a href="/account" aria-label={ctx.texts.account.open(ctx.person.displayName)}>
              <Icon ctx={ctx} name="account" />
              {ctx.person.displayName}
            </a>
          </li>
        ) : undefined}
      </ul>
    </div>
    <div class="container">
      <Navigation ctx={ctx} />
    </div>
  </header>
)

const Foot = ({ ctx }: { readonly ctx: RequestContext }) => (
  <footer class="foot">
    <div class="container">
      <a href={ctx.accessibility}>{ctx.texts.footer.accessibility}</a>
    </div>
  </footer>
)
