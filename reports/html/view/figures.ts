import type { Chart } from '../../../src/core/chart.ts'
import type { Outcome } from '../../../src/core/result.ts'
import { display } from '../../text/display.ts'
import { categories } from '../charts/categories.ts'
import { ecdf } from '../charts/ecdf.ts'
import { histogram } from '../charts/histogram.ts'
import { criticalOf } from './test.ts'

/** A chart of an outcome with its caption; `area` says how the legend shows the reference. */
export function figureView(chart: Chart, { columns, test }: Outcome) {
  const name = columns.map(column => display(column)).join(', ')
  switch (chart.kind) {
    case 'histogram':
      return {
        caption: chart.scale === 'log' ? 'Distribution, log scale' : 'Distribution',
        area: true,
        svg: histogram(chart, { name }),
        wide: false,
      }
    case 'ecdf':
      return {
        caption: 'Cumulative share',
        area: false,
        svg: ecdf(chart, { name, limit: test && criticalOf(test) }),
        wide: false,
      }
    case 'categories':
      return {
        caption: 'Share of rows per category',
        area: undefined,
        svg: categories(chart, { name, display: label => display(label), width: 480 }),
        wide: true,
      }
  }
}
