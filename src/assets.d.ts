declare module '*.hbs' {
  const template: (
    data: unknown,
    options?: { partials?: Record<string, unknown>; helpers?: Record<string, unknown> },
  ) => string
  export default template
}
declare module '*?text' {
  const text: string
  export default text
}
