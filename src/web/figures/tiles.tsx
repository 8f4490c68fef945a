// The few numbers that are always read together: how much the program filed alone, how often it was wrong, and what was left to people.
import type { Figures } from '../../desk/figures-shapes.js'
import type { PersonVisit } from '../request-context.js'
import { count, interval, share } from './format.js'

export const Tiles = ({ visit, figures }: { readonly visit: PersonVisit; readonly figures: Figures }) => {
  const { texts } = visit
  const said = texts.figures
  const { filedAlone, blind, overridden, byPeople, waiting } = figures.total
  const tiles = [
    { name: said.filedAlone, big: count(filedAlone, texts), small: said.tiles.filedAlone },
    {
      name: said.blindError,
      big: blind.share === undefined ? said.notMeasured : share(blind.share, texts),
      small:
        blind.n === 0
          ? said.tiles.blindNone
          : `${interval(blind, texts)}. ${said.tiles.blindError(count(blind.wrong, texts), count(blind.n, texts))}`,
    },
    { name: said.overridden, big: count(overridden, texts), small: said.tiles.overridden },
    { name: said.byPeople, big: count(byPeople, texts), small: said.tiles.byPeople },
    { name: said.waiting, big: count(waiting, texts), small: said.tiles.waiting },
  ]
  return (
    <dl class="tiles">
      {tiles.map(({ name, big, small }) => (
        <div>
          <dt>{name}</dt>
          <dd>
            <span class="big">{big}</span>
            <span class="quiet">{small}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
