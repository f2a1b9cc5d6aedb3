import { median } from './measure.js'

/** Prints the medians of processes that were measured in turn, and their ratios to the first. */
export function printTable(title, samples, remark) {
  const [baseline] = samples.values()
  console.log(`\n${title} (${[`median of ${baseline.length}`, remark].filter(Boolean).join(', ')})`)
  console.log(
    '| process | CPU s | wall s | peak MB | CPU ÷ mlcheck | wall ÷ mlcheck |\n|---|---:|---:|---:|---:|---:|',
  )
  const of = (list, key) => median(list.map(each => each[key]))
  for (const [name, list] of samples) {
    const ratios = ['cpu', 'wall'].map(key => (of(list, key) / of(baseline, key)).toFixed(2))
    console.log(
      `| ${name} | ${of(list, 'cpu').toFixed(2)} | ${of(list, 'wall').toFixed(2)} | ${of(list, 'memory').toFixed(0)} | ${ratios.join(' | ')} |`,
    )
  }
}
