"""What is wrong with a report, as data: some of it stops the submission, some asks for a word, some is only shown.

Start at report.py. Each kind of check has one address: answering.py what is missing, relating.py numbers of one report
beside each other (check_rules.py of reporting holds the rules between indicators), remembering.py numbers beside earlier ones.
"""

from reporting.checking.findings import Problem
from reporting.checking.report import Weighed, blocking, by_weight, problems, problems_in

__all__ = ["Problem", "Weighed", "blocking", "by_weight", "problems", "problems_in"]
