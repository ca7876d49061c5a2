export type Fy = `${number}-${number}`;
export const toFy = (d: Date): Fy => {
  const start = d.getUTCMonth() < 6 ? d.getUTCFullYear() - 1 : d.getUTCFullYear();
  return `${start}-${start + 1}`;
};
export const fromFy = (fy: Fy) => ({
  from: new Date(`${fy.slice(0, 4)}-07-01T00:00:00+06:00`),
  to: new Date(`${fy.slice(5)}-06-30T23:59:59+06:00`),
});
export const monthsOfFy = ['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'];
export const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
