from django.views.generic import View
from django.http import JsonResponse

from .tax import taka, rent_after_tax


class PayslipView(View):
    def get(self, request, pk):
        return JsonResponse({"pk": pk, "rent": str(taka(rent_after_tax(1000))), "ratio": round(3 / 7, 2)})
