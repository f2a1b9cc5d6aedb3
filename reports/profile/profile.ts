import type { Profile } from '../../src/core/profile.ts'
import { pageOf } from '../site/page.ts'
import css from './profile.css?text'
import body from './templates/profile.hbs'
import { profileView } from './view.ts'

const page = pageOf({
  css,
  footer:
    'Made by mlcheck from counts and statistics of the columns. The page works offline and sends nothing.',
})

/** A profile as one page that needs no other file. */
export function renderProfile(profile: Profile): string {
  return page(profileView(profile), body)
}
