const state = {
  vatRates: [
    { id: 1, label: 'Standard', value: 15 },
    { id: 2, label: 'Reduced', value: 7.5 },
    { id: 3, label: 'Exempted', value: 0 },
  ],
  ageBuckets: [
    { id: 1, label: '0-15', value: 15 },
    { id: 2, label: '16-30', value: 30 },
  ],
  tdsSections: { 89: 0.05, 90: 0.1, 109: 0.05 },
  weights: { price: 0.5, quality: 0.1, delivery: 0.05 },
  binLength: 13,
  nidLengths: [10, 13, 17],
  pageLengths: [10, 13, 17],
  trashBinDays: 9,
};

const getters = {
  vatOptions: (s) => s.vatRates,
  sdOptions: () => [0, 5, 10, 20, 30, 45],
  sdAlarm: () => 3, // sigma
};

export default { namespaced: true, state, getters };
