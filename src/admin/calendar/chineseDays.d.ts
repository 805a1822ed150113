/** The build that Next takes: the other one is an ES module in a package that says it holds none. */
declare module 'chinese-days/dist/index.min.js' {
  export { default } from 'chinese-days'
}
