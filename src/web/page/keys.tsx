// The list of keys, in a dialog opened by `?` or its button. Without script there are no keys and no button.
import type { RequestContext } from '../request-context.js'
import { Icon } from './icon.js'

export function Keys({
  ctx,
  keys,
}: {
  readonly ctx: RequestContext
  readonly keys: Readonly<Record<string, string>>
}) {
  const t = ctx.texts.work.keys
  return (
    <>
      <button type="button" class="button button-unstyled keys-open" data-opens="keys" data-key="?" hidden>
        <Icon ctx={ctx} name="help" />
        {t.open}
      </button>
      <dialog id="keys" class="keys" aria-labelledby="keys-title">
        <h2 id="keys-title">{t.title}</h2>
        <dl>
          {Object.entries(keys).map(([key, does]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <p class="button-row">
          <button type="button" class="button button-primary" data-closes="keys">
            {t.close}
          </button>
          <a href={`/look?to=${encodeURIComponent(ctx.url)}`}>{t.off}</a>
        </p>
      </dialog>
    </>
  )
}
