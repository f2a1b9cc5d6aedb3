import type { Profile } from '../../src/core/profile.ts'
import charts from '../html/css/charts.css?text'
import ground from '../html/css/ground.css?text'
import narrow from '../html/css/narrow.css?text'
import overview from '../html/css/overview.css?text'
import paper from '../html/css/print.css?text'
import tables from '../html/css/tables.css?text'
import tokens from '../html/css/tokens.css?text'
import { policyFor } from '../html/frame.ts'
import js from '../html/report.client.js?text'
import site from '../site/site.css?text'
import frame from '../site/templates/frame.hbs'
import css from './profile.css?text'
import body from './templates/profile.hbs'
import { profileView } from './view.ts'

const style = [tokens, ground, overview, charts, tables, site, css, narrow, paper].join('')
const footer =
  'Made by mlcheck from counts and statistics of the columns. The page works offline and sends nothing.'

/** A profile as one page that needs no other file. */
export function renderProfile(profile: Profile): string {
  const page = { policy: policyFor({ css: style, js }), css: style, js, footer }
  return frame({ ...profileView(profile), ...page }, { partials: { body } })
}
