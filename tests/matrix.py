"""The literal table of `test_permission_matrix.py`."""

# in the circle, all areas · in the circle, health only · ended · same organisation · other organisation · team lead
# · territorial partner · data protection officer · administrator · the person · a relative · nobody
WHO = (
    "claire", "ines", "hugo", "colette", "anne", "sophie", "karim", "marc", "julie", "person_account",
    "relative_account", "anonymous",
)  # fmt: skip

# Pages that anybody may open, signed in or not: they show nobody's record.
PUBLIC = {
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "alive",
    "nomenclature:index",
    "nomenclature:list",
    "ready",
    "set_language",
    "ui:credits",
    "ui:gallery",
    "ui:theme",
}

EXPECTED = """
accounts:me GET 200 200 200 200 200 200 200 200 200 200 200 login
accounts:me POST 405 405 405 405 405 405 405 405 405 405 405 403
accounts:notice_choices GET 200 200 200 200 200 200 200 200 200 200 200 login
accounts:notice_choices POST 200 200 200 200 200 200 200 200 200 200 200 403
parcours:messages GET 200 200 200 200 200 200 200 200 200 200 200 login
parcours:messages POST 405 405 405 405 405 405 405 405 405 405 405 403
parcours:messages_read GET 405 405 405 405 405 405 405 405 405 405 405 login
parcours:messages_read POST 302 302 302 302 302 302 302 302 302 302 302 403
accounts:demo_sign_in GET 405 405 405 405 405 405 405 405 405 405 405 405
accounts:demo_sign_in POST 404 404 404 404 404 404 404 404 404 404 404 404
accounts:sign_out_everywhere GET 405 405 405 405 405 405 405 405 405 405 405 login
accounts:sign_out_everywhere POST login login login login login login login login login login login 403
accounts:totp_picture GET 200 200 200 200 200 200 200 200 200 200 200 login
accounts:totp_picture POST 405 405 405 405 405 405 405 405 405 405 405 403
accounts:draft GET 405 405 405 405 405 405 405 405 405 405 405 login
accounts:draft POST 400 400 400 400 400 400 400 400 400 400 400 403
accounts:forget_draft GET 405 405 405 405 405 405 405 405 405 405 405 login
accounts:forget_draft POST 400 400 400 400 400 400 400 400 400 400 400 403
mfa_authenticate GET 302 302 302 302 302 302 302 302 302 302 302 login
mfa_authenticate POST 302 302 302 302 302 302 302 302 302 302 302 login
mfa_login_webauthn GET 302 302 302 302 302 302 302 302 302 302 302 login
mfa_login_webauthn POST 302 302 302 302 302 302 302 302 302 302 302 login
account_reauthenticate GET 403 403 403 403 403 403 403 403 403 403 403 login
account_reauthenticate POST 403 403 403 403 403 403 403 403 403 403 403 403
mfa_reauthenticate GET 403 403 403 403 403 403 403 403 403 403 403 login
mfa_reauthenticate POST 403 403 403 403 403 403 403 403 403 403 403 403
mfa_reauthenticate_webauthn GET 403 403 403 403 403 403 403 403 403 403 403 login
mfa_reauthenticate_webauthn POST 403 403 403 403 403 403 403 403 403 403 403 403
account_change_password GET 302 302 302 302 302 302 302 302 302 302 302 login
account_change_password POST 302 302 302 302 302 302 302 302 302 302 302 403
account_set_password GET 302 302 302 302 302 302 302 302 302 302 302 login
account_set_password POST 302 302 302 302 302 302 302 302 302 302 302 403
mfa_index GET 200 200 200 200 200 200 200 200 200 200 200 login
mfa_index POST 405 405 405 405 405 405 405 405 405 405 405 403
mfa_activate_totp GET 200 200 200 200 200 200 200 200 200 200 200 login
mfa_activate_totp POST 200 200 200 200 200 200 200 200 200 200 200 403
mfa_deactivate_totp GET 404 404 404 404 404 404 404 404 404 404 404 login
mfa_deactivate_totp POST 404 404 404 404 404 404 404 404 404 404 404 403
mfa_list_webauthn GET 302 302 302 302 302 302 302 302 302 302 302 login
mfa_list_webauthn POST 302 302 302 302 302 302 302 302 302 302 302 403
mfa_add_webauthn GET 200 200 200 200 200 200 200 200 200 200 200 login
mfa_add_webauthn POST 200 200 200 200 200 200 200 200 200 200 200 403
mfa_edit_webauthn GET 404 404 404 404 404 404 404 404 404 404 404 login
mfa_edit_webauthn POST 404 404 404 404 404 404 404 404 404 404 404 403
mfa_remove_webauthn GET 404 404 404 404 404 404 404 404 404 404 404 login
mfa_remove_webauthn POST 404 404 404 404 404 404 404 404 404 404 404 403
mfa_view_recovery_codes GET 404 404 404 404 404 404 404 404 404 404 404 login
mfa_view_recovery_codes POST 405 405 405 405 405 405 405 405 405 405 405 403
mfa_generate_recovery_codes GET 200 200 200 200 200 200 200 200 200 200 200 login
mfa_generate_recovery_codes POST 200 200 200 200 200 200 200 200 200 200 200 403
mfa_download_recovery_codes GET 404 404 404 404 404 404 404 404 404 404 404 login
mfa_download_recovery_codes POST 404 404 404 404 404 404 404 404 404 404 404 403
desk:home GET 200 200 200 200 200 200 200 200 200 302 302 login
desk:home POST 405 405 405 405 405 405 405 405 405 405 405 403
desk:people GET 200 200 200 200 200 200 403 403 403 403 403 login
desk:people POST 405 405 405 405 405 405 403 403 403 403 403 403
desk:search GET 200 200 200 200 200 200 403 403 403 403 403 login
desk:search POST 302 302 302 302 302 302 403 403 403 403 403 403
desk:ask_access GET 200 200 200 200 200 200 403 403 403 403 403 login
desk:ask_access POST 200 200 200 200 200 200 403 403 403 403 403 403
desk:refuse_access GET 405 403 403 405 403 405 403 403 403 403 403 login
desk:refuse_access POST 404 403 403 404 403 404 403 403 403 403 403 403
desk:journal GET 403 403 403 403 403 403 403 200 403 403 403 login
desk:journal POST 403 403 403 403 403 403 403 405 403 403 403 403
desk:open_record GET 200 403 403 200 403 200 403 403 403 403 403 login
desk:open_record POST 200 403 403 200 403 200 403 403 403 403 403 403
desk:open_record_details GET 302 403 403 302 403 302 403 403 403 403 403 login
desk:open_record_details POST 302 403 403 302 403 302 403 403 403 403 403 403
desk:thread GET 200 200 404 404 404 200 404 404 404 403 403 login
desk:thread POST 405 405 405 405 405 405 405 405 405 403 403 403
desk:thread_more GET 302 302 302 302 302 302 302 302 302 403 403 login
desk:thread_more POST 405 405 405 405 405 405 405 405 405 403 403 403
desk:start GET 405 403 403 405 403 405 403 403 403 403 403 login
desk:start POST 302 403 403 404 403 403 403 403 403 403 403 403
desk:requests GET 200 403 403 200 403 200 403 403 403 403 403 login
desk:requests POST 405 403 403 405 403 405 403 403 403 403 403 403
desk:requests_answered GET 200 403 403 200 403 200 403 403 403 403 403 login
desk:requests_answered POST 405 403 403 405 403 405 403 403 403 403 403 403
desk:request_new GET 200 403 403 200 403 200 403 403 403 403 403 login
desk:request_new POST 200 403 403 200 403 200 403 403 403 403 403 403
desk:request_correct GET 404 403 403 404 403 404 403 403 403 403 403 login
desk:request_correct POST 404 403 403 404 403 404 403 403 403 403 403 403
desk:request_orient GET 404 403 403 404 403 404 403 403 403 403 403 login
desk:request_orient POST 404 403 403 404 403 404 403 403 403 403 403 403
desk:request_take GET 404 403 403 404 403 404 403 403 403 403 403 login
desk:request_take POST 404 403 403 404 403 404 403 403 403 403 403 403
desk:request_assign GET 403 403 403 403 403 404 403 403 403 403 403 login
desk:request_assign POST 403 403 403 403 403 404 403 403 403 403 403 403
desk:request_join GET 405 403 403 405 403 405 403 403 403 403 403 login
desk:request_join POST 404 403 403 404 403 404 403 403 403 403 403 403
parcours:wishes GET 200 403 403 404 403 200 403 403 403 403 403 login
parcours:wishes POST 405 403 403 405 403 405 403 403 403 403 403 403
parcours:wish_answer GET 404 403 403 404 403 404 403 403 403 403 403 login
parcours:wish_answer POST 404 403 403 404 403 404 403 403 403 403 403 403
space:wishes GET 403 403 403 403 403 403 403 403 403 200 200 login
space:wishes POST 403 403 403 403 403 403 403 403 403 405 405 403
space:ask GET 403 403 403 403 403 403 403 403 403 200 200 login
space:ask POST 403 403 403 403 403 403 403 403 403 200 200 403
desk:accompaniment GET 200 200 404 404 404 403 404 404 404 403 403 login
desk:accompaniment POST 405 405 405 405 405 405 405 405 405 403 403 403
desk:nearby GET 200 200 404 404 404 403 404 404 404 403 403 login
desk:nearby POST 405 405 405 405 405 405 405 405 405 403 403 403
desk:pause GET 200 403 403 404 403 403 403 403 403 403 403 login
desk:pause POST 200 403 403 404 403 403 403 403 403 403 403 403
desk:close GET 200 403 403 404 403 403 403 403 403 403 403 login
desk:close POST 200 403 403 404 403 403 403 403 403 403 403 403
desk:reopen GET 200 403 403 404 403 403 403 403 403 403 403 login
desk:reopen POST 200 403 403 404 403 403 403 403 403 403 403 403
desk:death GET 200 403 403 404 403 403 403 403 403 403 403 login
desk:death POST 200 403 403 404 403 403 403 403 403 403 403 403
desk:death_take_back GET 404 403 403 404 403 403 403 403 403 403 403 login
desk:death_take_back POST 404 403 403 404 403 403 403 403 403 403 403 403
parcours:circle GET 200 200 404 404 404 200 404 404 404 403 403 login
parcours:circle POST 405 405 405 405 405 405 405 405 405 403 403 403
parcours:member_add GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:member_add POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:member_end GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:member_end POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:lead_begin GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:lead_begin POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:lead_end GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:lead_end POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:coordination_add GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:coordination_add POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:coordination_settle GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:coordination_settle POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:coordination_end GET 404 403 403 404 403 403 403 403 403 403 403 login
parcours:coordination_end POST 404 403 403 404 403 403 403 403 403 403 403 403
parcours:hand_over GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:hand_over POST 405 403 403 405 403 405 403 403 403 403 403 403
parcours:hand_over_prepare GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:hand_over_prepare POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:hand_over_answer GET 404 403 403 404 403 403 403 403 403 403 403 login
parcours:hand_over_answer POST 404 403 403 404 403 403 403 403 403 403 403 403
parcours:hand_over_accept GET 404 403 403 404 403 403 403 403 403 403 403 login
parcours:hand_over_accept POST 404 403 403 404 403 403 403 403 403 403 403 403
parcours:hand_over_refuse GET 404 403 403 404 403 403 403 403 403 403 403 login
parcours:hand_over_refuse POST 404 403 403 404 403 403 403 403 403 403 403 403
parcours:hand_over_withdraw GET 404 403 403 404 403 403 403 403 403 403 403 login
parcours:hand_over_withdraw POST 404 403 403 404 403 403 403 403 403 403 403 403
parcours:consents GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:consents POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:identity GET 200 200 404 404 404 403 404 404 404 403 403 login
parcours:identity POST 405 405 405 405 405 405 405 405 405 403 403 403
parcours:identity_correct GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:identity_correct POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:request_add GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:request_add POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:relative_add GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:relative_add POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:protection_add GET 200 403 403 404 403 403 403 403 403 403 403 login
parcours:protection_add POST 200 403 403 404 403 403 403 403 403 403 403 403
parcours:correct GET 200 200 404 404 404 404 403 403 403 403 403 login
parcours:correct POST 200 200 404 404 404 404 403 403 403 403 403 403
documents:page GET 200 200 404 404 404 403 404 404 404 403 403 login
documents:page POST 405 405 405 405 405 405 405 405 405 403 403 403
documents:document GET 200 200 404 404 404 403 404 404 404 403 403 login
documents:document POST 405 405 405 405 405 405 405 405 405 403 403 403
documents:document_new GET 200 200 404 404 404 403 403 403 403 200 403 login
documents:document_new POST 200 200 404 404 404 403 403 403 403 200 403 403
documents:version_new GET 200 200 404 404 404 403 403 403 403 403 403 login
documents:version_new POST 200 200 404 404 404 403 403 403 403 403 403 403
documents:taken_back GET 200 200 404 404 404 403 404 404 404 403 403 login
documents:taken_back POST 405 405 405 405 405 405 405 405 405 403 403 403
documents:take_back GET 200 403 404 404 404 403 403 403 403 403 403 login
documents:take_back POST 200 403 404 404 404 403 403 403 403 403 403 403
documents:put_back GET 405 405 405 405 405 405 403 403 403 405 403 login
documents:put_back POST 404 404 404 404 404 403 403 403 403 404 403 403
documents:download GET 200 200 404 404 404 404 403 403 403 200 404 login
documents:download POST 405 405 405 405 405 405 403 403 403 405 405 403
needs:voices GET 200 200 404 404 404 403 404 404 404 403 403 login
needs:voices POST 405 405 405 405 405 405 405 405 405 403 403 403
needs:divergence_new GET 200 200 404 404 404 403 403 403 403 403 403 login
needs:divergence_new POST 200 200 404 404 404 403 403 403 403 403 403 403
needs:divergence_withdraw GET 200 404 404 404 404 403 403 403 403 403 403 login
needs:divergence_withdraw POST 200 404 404 404 404 403 403 403 403 403 403 403
needs:assessment_new GET 200 200 404 404 404 403 403 403 403 403 403 login
needs:assessment_new POST 200 200 404 404 404 403 403 403 403 403 403 403
needs:viewpoint_new GET 200 200 404 404 404 403 403 403 403 403 403 login
needs:viewpoint_new POST 200 200 404 404 404 403 403 403 403 403 403 403
needs:rights GET 200 200 404 404 404 403 404 404 404 403 403 login
needs:rights POST 405 405 405 405 405 405 405 405 405 403 403 403
needs:right_new GET 200 200 404 404 404 403 403 403 403 403 403 login
needs:right_new POST 200 200 404 404 404 403 403 403 403 403 403 403
needs:recommendation_follow GET 200 200 404 404 404 403 403 403 403 403 403 login
needs:recommendation_follow POST 200 200 404 404 404 403 403 403 403 403 403 403
follow_up:page GET 200 200 404 404 404 403 404 404 404 403 403 login
follow_up:page POST 405 405 405 405 405 405 405 405 405 403 403 403
follow_up:event_new GET 200 200 404 404 404 403 403 403 403 403 403 login
follow_up:event_new POST 200 200 404 404 404 403 403 403 403 403 403 403
follow_up:begin GET 405 405 405 405 405 405 403 403 403 403 403 login
follow_up:begin POST 302 302 404 404 404 403 403 403 403 403 403 403
follow_up:call_without_answer GET 405 405 405 405 405 405 403 403 403 403 403 login
follow_up:call_without_answer POST 302 302 404 404 404 403 403 403 403 403 403 403
follow_up:service_begin GET 200 200 404 404 404 403 403 403 403 403 403 login
follow_up:service_begin POST 200 200 404 404 404 403 403 403 403 403 403 403
follow_up:service_end GET 200 404 404 404 404 403 403 403 403 403 403 login
follow_up:service_end POST 200 404 404 404 404 403 403 403 403 403 403 403
follow_up:rupture_new GET 200 200 404 404 404 403 403 403 403 403 403 login
follow_up:rupture_new POST 200 200 404 404 404 403 403 403 403 403 403 403
follow_up:rupture_close GET 200 404 404 404 404 403 403 403 403 403 403 login
follow_up:rupture_close POST 200 404 404 404 404 403 403 403 403 403 403 403
follow_up:proposal_confirm GET 404 404 404 404 404 403 403 403 403 403 403 login
follow_up:proposal_confirm POST 404 404 404 404 404 403 403 403 403 403 403 403
follow_up:proposal_dismiss GET 404 404 404 404 404 403 403 403 403 403 403 login
follow_up:proposal_dismiss POST 404 404 404 404 404 403 403 403 403 403 403 403
follow_up:proposal_reconsider GET 405 405 405 405 405 405 403 403 403 403 403 login
follow_up:proposal_reconsider POST 404 404 404 404 404 403 403 403 403 403 403 403
follow_up:transition_new GET 200 200 404 404 404 403 403 403 403 403 403 login
follow_up:transition_new POST 200 200 404 404 404 403 403 403 403 403 403 403
follow_up:synthesis GET 200 200 404 404 404 403 404 404 404 403 403 login
follow_up:synthesis POST 405 405 405 405 405 405 405 405 405 403 403 403
follow_up:hand_over_propose GET 404 403 403 404 403 403 403 403 403 403 403 login
follow_up:hand_over_propose POST 404 403 403 404 403 403 403 403 403 403 403 403
follow_up:hand_over_file GET 404 403 403 404 403 403 403 403 403 403 403 login
follow_up:hand_over_file POST 405 403 403 405 403 405 403 403 403 403 403 403
territory:index GET 200 200 200 200 200 200 200 200 200 403 403 login
territory:index POST 405 405 405 405 405 405 405 405 405 403 403 403
territory:service GET 404 404 404 404 404 404 404 404 404 403 403 login
territory:service POST 405 405 405 405 405 405 405 405 405 403 403 403
territory:correct GET 404 404 404 404 404 404 403 403 403 403 403 login
territory:correct POST 404 404 404 404 404 404 403 403 403 403 403 403
territory:confirm GET 405 405 405 405 405 405 403 403 403 403 403 login
territory:confirm POST 404 404 404 404 404 404 403 403 403 403 403 403
exchange:imports GET 403 403 403 403 403 403 403 403 200 403 403 login
exchange:imports POST 403 403 403 403 403 403 403 403 405 403 403 403
exchange:ledger GET 403 403 403 403 403 403 403 403 404 403 403 login
exchange:ledger POST 403 403 403 403 403 403 403 403 405 403 403 403
space:home GET 403 403 403 403 403 403 403 403 403 302 302 login
space:home POST 403 403 403 403 403 403 403 403 403 405 405 403
space:welcome GET 403 403 403 403 403 403 403 403 403 200 200 login
space:welcome POST 403 403 403 403 403 403 403 403 403 405 405 403
space:thread GET 403 403 403 403 403 403 403 403 403 200 200 login
space:thread POST 403 403 403 403 403 403 403 403 403 405 405 403
space:annotate GET 403 403 403 403 403 403 403 403 403 200 404 login
space:annotate POST 403 403 403 403 403 403 403 403 403 200 404 403
space:papers GET 403 403 403 403 403 403 403 403 403 200 200 login
space:papers POST 403 403 403 403 403 403 403 403 403 405 405 403
space:papers_taken_back GET 403 403 403 403 403 403 403 403 403 200 200 login
space:papers_taken_back POST 403 403 403 403 403 403 403 403 403 405 405 403
space:paper_take_back GET 403 403 403 403 403 403 403 403 403 403 403 login
space:paper_take_back POST 403 403 403 403 403 403 403 403 403 403 403 403
space:paper_put_back GET 403 403 403 403 403 403 403 403 403 405 403 login
space:paper_put_back POST 403 403 403 403 403 403 403 403 403 404 403 403
space:paper_new GET 403 403 403 403 403 403 403 403 403 200 403 login
space:paper_new POST 403 403 403 403 403 403 403 403 403 200 403 403
space:rights GET 403 403 403 403 403 403 403 403 403 200 200 login
space:rights POST 403 403 403 403 403 403 403 403 403 405 405 403
space:helpers GET 403 403 403 403 403 403 403 403 403 200 200 login
space:helpers POST 403 403 403 403 403 403 403 403 403 405 405 403
space:lookers GET 403 403 403 403 403 403 403 403 403 200 403 login
space:lookers POST 403 403 403 403 403 403 403 403 403 405 405 403
space:sharing GET 403 403 403 403 403 403 403 403 403 200 200 login
space:sharing POST 403 403 403 403 403 403 403 403 403 405 405 403
""".strip().splitlines()
