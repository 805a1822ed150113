/** Stands where Payload has something that does not fit Drumbeat. */
export const Nothing = () => null
