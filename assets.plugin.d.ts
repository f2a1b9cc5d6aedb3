import type { Plugin } from 'vite'

export function assets(): Plugin
