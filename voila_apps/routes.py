"""Every address the server answers, as one table; all others are told that there is no such page."""

from __future__ import annotations

from typing import Any

from .downloads import AnswersCsv, ClassCsv, DaysCsv, RewardsCsv
from .form_pages import FormAs, FormPage, LedgerPage
from .handout import FeedbackPage, Handout
from .kernel_routes import OwnChannels, OwnKernel, OwnShutdown
from .pages import Front, LessonAs, LessonPage, Micro, StudentPage, TeacherPage
from .send import AssetFile
from .sign_in import SignIn, SignOut
from .tutor_api import TutorApi

_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
_ID = r"[\w.-]{1,100}"

ROUTES: tuple[tuple[str, Any], ...] = (
    (r"/", Front),
    (r"/sign-in", SignIn),
    (r"/sign-out", SignOut),
    (r"/(?P<name>home|day|practice|review|work|placement|forms)", StudentPage),
    (r"/(?P<name>ledger)", LedgerPage),
    (rf"/form/(?P<form>{_ID})", FormPage),
    (r"/(?P<name>class|class-forms|rewards|queue)", TeacherPage),
    (r"/class\.csv", ClassCsv),
    (r"/days\.csv", DaysCsv),
    (r"/rewards\.csv", RewardsCsv),
    (r"/answers\.csv", AnswersCsv),
    (rf"/handout/(?P<assignment>{_ID})/(?P<notebook>{_ID})\.ipynb", Handout),
    (rf"/feedback/(?P<assignment>{_ID})/(?P<notebook>{_ID})\.html", FeedbackPage),
    (rf"/lesson/(?P<lesson>{_ID})", LessonPage),
    (rf"/as/(?P<student>{_ID})/(?P<name>home|day|practice|review|work|placement|forms|ledger)", TeacherPage),
    (rf"/as/(?P<student>{_ID})/form/(?P<form>{_ID})", FormAs),
    (rf"/as/(?P<student>{_ID})/lesson/(?P<lesson>{_ID})", LessonAs),
    (r"/tutor/api/(?P<verb>[a-z_]{1,20})", TutorApi),
    (rf"/tutor/micro/(?P<skill>{_ID})", Micro),
    (rf"/assets/(?P<name>{_ID})", AssetFile),
    (rf"/api/kernels/{_KERNEL}", OwnKernel),
    (rf"/api/kernels/{_KERNEL}/channels", OwnChannels),
    (rf"/voila/api/shutdown/{_KERNEL}", OwnShutdown),
)
