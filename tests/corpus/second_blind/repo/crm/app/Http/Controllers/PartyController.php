<?php

namespace App\Http\Controllers;

use App\Http\Requests\StorePartyRequest;
use App\Models\Party;
use Illuminate\Http\Request;

class PartyController extends Controller
{
    private const NID_SIZES = [10, 13, 17];
    private const PER_PAGE = 15;
    private const TICKET_DIGITS = 12;

    public function store(StorePartyRequest $request)
    {
        $nid = preg_replace('/\D/', '', (string) $request->input('nid'));
        if ($nid !== '' && ! in_array(strlen($nid), self::NID_SIZES, true)) {
            abort(422, 'NID is of a wrong length');
        }

        return Party::create($request->validated());
    }

    public function byTin(string $tin)
    {
        abort_if(strlen($tin) !== 12, 400, 'TIN');

        return Party::where('tin', $tin)->paginate(self::PER_PAGE);
    }

    public function byBin(string $bin)
    {
        if (! preg_match('/^[0-9]{13}$/', $bin)) {
            abort(400, 'A BIN has 13 digits');
        }

        return Party::where('bin', $bin)->firstOrFail();
    }

    public function ticket(Request $request, string $ticket)
    {
        abort_if(strlen($ticket) !== self::TICKET_DIGITS, 404);

        return ['ticket' => $ticket, 'seen' => $request->ip()];
    }
}
