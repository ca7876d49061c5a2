export const columns = [
  { accessor: 'tin', header: 'TIN', width: 120, maxLength: 12 },
  { accessor: 'bin', header: 'BIN', width: 130, maxLength: 13 },
  { accessor: 'code', header: 'Code', width: 120, maxLength: 12 },
  { accessor: 'mobile', header: 'Mobile', minWidth: 110, maxLength: 11 },
  { accessor: 'qty', header: 'Qty', maxLength: 11 },
];

export const breakpoints = { mobile: 11, tablet: 13, desktop: 17 };
export const tinyInt = { bin: 8, digits: 12 };
