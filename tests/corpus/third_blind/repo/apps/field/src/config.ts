type Env = Record<string, string | undefined>;

export const load = (env: Env) => ({
  vat: {
    rate: Number(env.VAT_RATE ?? 15),
    hotelRate: Number(env.VAT_HOTEL ?? '10'),
  },
  withholding: {
    contractor: Number(env.TDS_CONTRACTOR ?? 5),
    importer: parseFloat(env.AIT_IMPORT || '5'),
  },
  supplementaryDuty: {
    talktime: Number(env.SD_TALKTIME ?? 20),
  },
  fiscalYear: {
    startMonth: Number(env.FY_START_MONTH ?? 7),
  },
  deadlines: {
    vatReturnDay: Number(env.VAT_RETURN_DAY ?? 15),
  },
  sale: {
    discount: Number(env.DISCOUNT ?? 15),
    commission: Number(env.COMMISSION ?? 5),
  },
  camera: {
    sdCardGb: Number(env.SD_CARD_GB ?? 64),
    sdWriteTimeout: Number(env.SD_WRITE_TIMEOUT ?? 20),
  },
  school: {
    startMonth: Number(env.SCHOOL_START_MONTH ?? 1),
  },
  payroll: {
    wagesDay: Number(env.WAGES_DAY ?? 7),
  },
  map: {
    decimals: 6,
  },
});

export const phrases = {
  priceNote: 'All prices include 15% VAT',
  sdNote: 'A supplementary duty of 20% is included',
  tdsNote: '5% TDS will be deducted from the bill',
  vdsNote: 'VDS at 15% is deducted by the buyer',
  fiscalNote: 'The fiscal year begins on 1 July',
  returnNote: 'The VAT return is due by the 15th of the next month',
  challanNote: 'Ask for your Mushak-6.3',
  saleNote: 'All prices are reduced by 15%',
  cashbackNote: '5% comes back to your wallet',
  openingNote: 'The season begins on 1 July',
  payNote: 'Please pay within 15 days',
  chapterNote: 'See chapter 6.3 of the manual',
  depositNote: 'A security deposit of 20% is held',
};

const MOBILE_APP_MIN_VERSION = '11.0.1';
const MOBILE_SYNC_MINUTES = 11;
export const sync = { MOBILE_APP_MIN_VERSION, MOBILE_SYNC_MINUTES };
