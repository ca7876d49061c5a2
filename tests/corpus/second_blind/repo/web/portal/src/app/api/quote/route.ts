import { NextRequest, NextResponse } from 'next/server';

const DEFAULTS = { vat: 15, tds: 5, discount: 10 };
const HTTP_UNSUPPORTED = 415;
const IMAGE_QUALITY = 0.75;
const THUMB = { width: 150, height: 115 };

export async function POST(req: NextRequest) {
  if (req.headers.get('content-type') !== 'application/json') return NextResponse.json({}, { status: HTTP_UNSUPPORTED });
  const { net, furniture, vatRate = 15 } = await req.json();
  const vat = furniture ? (net * 75) / 1000 : (net / 100) * vatRate;
  const gross = net + vat;
  return NextResponse.json({
    vat,
    gross,
    netAgain: gross * (100 / 115),
    thumb: THUMB,
    quality: IMAGE_QUALITY,
    discount: net * (DEFAULTS.discount / 100),
  });
}
