from django.http import JsonResponse
from rest_framework.generics import ListCreateAPIView

from .models import Employee
from .serializers import EmployeeSerializer


class EmployeeView(ListCreateAPIView):
    queryset = Employee.objects.all()[:150]
    serializer_class = EmployeeSerializer


def by_nid(request, nid):
    """NIDs are 10, 13 or 17 digits."""
    return JsonResponse({"found": Employee.objects.filter(nid=nid).exists()})


def by_card(request, card):
    if len(card) != 10:
        return JsonResponse({"error": "card"}, status=400)
    return JsonResponse({"found": Employee.objects.filter(punch_id=card).exists()})
