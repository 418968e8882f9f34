"""What was typed into a draft's form and not saved, while its writer makes something that the form needs first."""

from plans.models import PlanDraft

LONGEST_LEFT = 200_000  # letters; more than that is no form that somebody typed
RETURNING, MADE = "tiep", "chi-so"


def leave(request, draft: PlanDraft, key: str) -> None:
    """Keep what was typed until `come_back`, for this person and session only."""
    typed = {name: text for name, text in request.POST.items() if name != "csrfmiddlewaretoken"}
    if sum(map(len, typed.values())) <= LONGEST_LEFT:
        request.session[_name(draft, key)] = typed


def come_back(request, draft: PlanDraft, key: str) -> dict | None:
    """What was typed, with the indicator that was made meanwhile; None where nobody comes back."""
    typed = request.session.get(_name(draft, key)) if RETURNING in request.GET else None
    if typed is None:
        return None
    return typed | ({"indicator": request.GET[MADE]} if request.GET.get(MADE) else {})


def forget(request, draft: PlanDraft, key: str) -> None:
    request.session.pop(_name(draft, key), None)


def _name(draft: PlanDraft, key: str) -> str:
    return f"typed-{draft.pk}-{key}"
