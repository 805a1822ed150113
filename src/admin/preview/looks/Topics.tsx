/** Topics that do not stand in the text itself. */
export const Topics = ({ topics }: { topics: readonly string[] }) =>
  topics.length === 0 ? null : <p className="drumbeat-look__topics">{topics.map((topic) => `#${topic}`).join(' ')}</p>
