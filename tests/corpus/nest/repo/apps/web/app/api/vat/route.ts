export async function GET(request: Request) {
  const net = Number(new URL(request.url).searchParams.get('net'));
  return Response.json({ vat: net * 0.15 });
}
