import { createSlice } from '@reduxjs/toolkit';

const initialState = {
  vatRate: 15,
  sdRate: 0,
  tds: { rate: 10, section: '90' },
  toast: { duration: 15, opacity: 0.15 },
};

const slice = createSlice({
  name: 'tax',
  initialState,
  reducers: {
    reset(state) {
      state.vatRate = 15;
      state.page = 15;
    },
    setService(state, { payload }) {
      state.vatRate = payload === 'pharmacy' ? 2.4 : 15;
    },
  },
});

export const selectVat = (s) => (s.lines.total * s.tax.vatRate) / 100;
export const estimate = (net) => net + (net * 15) / 100;
export const RATE_LABELS = { 15: 'Standard VAT', 7.5: 'Reduced VAT' };
export default slice.reducer;
