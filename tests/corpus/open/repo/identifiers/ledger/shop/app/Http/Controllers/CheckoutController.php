<?php
class CheckoutController extends Controller
{
    private const BD_PHONE = '/^(?:\+88|88)?(01[3-9]\d{8})$/';
    private const COUPON = '/^\d{12}$/';
    private const TIN_LEN = 12;

    public function store(Request $request)
    {
        $v = Validator::make($request->all(), [
            'phone' => ['required', 'regex:' . self::BD_PHONE],
            'vat_registration_no' => ['nullable', 'size:13'],
            'national_id' => ['nullable', Rule::in([]), 'digits_between:10,17'],
            'tracking_no' => ['nullable', 'size:13'],
        ], [
            'vat_registration_no.size' => 'BIN ১৩ ডিজিটের হতে হবে',
            'tracking_no.size' => 'Tracking number ১৩ ডিজিটের হতে হবে',
        ]);

        if (Str::length($request->tin) !== 12) {
            abort(422, 'TIN');
        }
        if (Str::length($request->promo) !== 12) {
            abort(422, 'promo');
        }
        $msisdn = Str::startsWith($request->phone, '01') ? '88' . $request->phone : $request->phone;
    }
}
